#ifndef TAMGA_ALLOCATIONS_H
#define TAMGA_ALLOCATIONS_H

/// How often memory has been asked for since the process began, by all threads; -1 where it is not counted.
long tamga_allocations(void);

#endif
