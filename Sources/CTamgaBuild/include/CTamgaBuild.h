#ifndef CTAMGABUILD_H
#define CTAMGABUILD_H

/* A byte of the commit that the program was built from, as the build was told by TAMGA_COMMIT; 0 behind its end. */
int tamga_commit_byte(int place);

#endif
