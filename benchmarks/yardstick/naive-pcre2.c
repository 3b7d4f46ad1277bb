/* Naive PCRE2: every pattern of a file (one a line) on every line of a log, compiled by PCRE2's JIT, with no sieve.
 * Prints the number of lines that some pattern matches, then one number for each pattern.
 *     cc -O2 naive-pcre2.c -lpcre2-8 -o naive-pcre2 && ./naive-pcre2 PATTERNS LOG
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <fcntl.h>
#include <pcre2.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST = 256 };

int main(int argc, char **argv) {
    static pcre2_code *codes[MOST];
    static long counts[MOST];
    static char line[1 << 16];
    int patterns = 0;
    FILE *file = argc == 3 ? fopen(argv[1], "r") : NULL;
    if (!file) return 64;
    while (fgets(line, sizeof line, file)) {
        int code;
        PCRE2_SIZE offset, length = strcspn(line, "\n");
        if (length == 0) continue;
        if (patterns == MOST) return 65;
        codes[patterns] = pcre2_compile((PCRE2_SPTR)line, length, PCRE2_UTF | PCRE2_MATCH_INVALID_UTF, &code, &offset, NULL);
        if (!codes[patterns]) return 65;
        pcre2_jit_compile(codes[patterns++], PCRE2_JIT_COMPLETE);
    }
    int log = open(argv[2], O_RDONLY);
    struct stat about;
    if (log < 0 || fstat(log, &about) != 0) return 74;
    const char *text = about.st_size ? mmap(NULL, about.st_size, PROT_READ, MAP_PRIVATE, log, 0) : "";
    if (text == MAP_FAILED) return 74;
    pcre2_match_data *data = pcre2_match_data_create(64, NULL);
    const char *at = text, *end = text + about.st_size;
    long matched = 0;
    while (at < end) {
        const char *stop = memchr(at, '\n', end - at);
        if (!stop) stop = end;
        int any = 0;
        for (int index = 0; index < patterns; index++) {
            if (pcre2_match(codes[index], (PCRE2_SPTR)at, stop - at, 0, 0, data, NULL) >= 0) {
                counts[index]++;
                any = 1;
            }
        }
        matched += any;
        at = stop + 1;
    }
    printf("%ld\n", matched);
    for (int index = 0; index < patterns; index++) printf("%ld\n", counts[index]);
    return 0;
}
