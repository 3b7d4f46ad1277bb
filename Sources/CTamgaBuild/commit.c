#include "CTamgaBuild.h"

#ifndef TAMGA_COMMIT
#define TAMGA_COMMIT ""
#endif

int tamga_commit_byte(int place) {
    static const char commit[] = TAMGA_COMMIT;
    return place >= 0 && place < (int)sizeof commit ? commit[place] : 0;
}
