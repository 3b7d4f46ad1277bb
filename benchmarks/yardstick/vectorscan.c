/* Vectorscan as prefilter for PCRE2: all patterns of a file (one a line) are compiled into one database, a log is scanned in
 * blocks of a megabyte, and a line that a pattern may match is confirmed by PCRE2's JIT. Prints the number of lines that some
 * pattern matches, one number for each pattern, and the seconds to compile and to scan, by the clock and of the processor.
 *     cc -O3 vectorscan.c -lhs -lpcre2-8 -o vectorscan && ./vectorscan [-F] [-i] [-w] [-c] PATTERNS LOG
 * -F literals, which need no PCRE2; -i without regard to case (ASCII); -w whole words only, as grep -w in the C locale;
 * -c lines alone: a line that is counted is not looked at again. What Vectorscan cannot take is tried by PCRE2 on every line.
 * Vectorscan reads bytes, PCRE2 characters: on a line that is not ASCII every regular expression is tried.
 */
#define _GNU_SOURCE
#define PCRE2_CODE_UNIT_WIDTH 8
#include <ctype.h>
#include <fcntl.h>
#include <hs/hs.h>
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { BLOCK = 1 << 20 };
struct pattern { char *text; size_t length; pcre2_code *code; long count; const char *tried; int always; };
static struct pattern *patterns;
static int known, literals, words, caseless, lines_only;
static const char *text, *block, *line = "", *line_end = "", **counted; /* counted: the block's lines that a pattern matches */
static char *marks; /* by the place of a line's start in the block: whether it is counted */
static size_t counts, room;
static int plain;
static long matched, confirmed;
static pcre2_match_data *data;

static double seconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

static int is_word(unsigned char byte) { return isalnum(byte) || byte == '_'; }

static int is_plain(const char *at, const char *end) {
    unsigned char all = 0;
    while (at < end) all |= *at++;
    return all < 128;
}

static void count(struct pattern *pattern) {
    pattern->count++;
    if (marks[line - block]) return;
    marks[line - block] = 1;
    if (counts == room) counted = realloc(counted, (room = room * 2 + 1024) * sizeof *counted);
    counted[counts++] = line;
    matched++;
}

static void confirm(struct pattern *pattern) {
    confirmed++;
    if (pcre2_match(pattern->code, (PCRE2_SPTR)line, line_end - line, 0, 0, data, NULL) >= 0) count(pattern);
}

/* An end of a match. What ends behind a line end, having begun before it, is no match in a line. */
static int on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *end) {
    struct pattern *pattern = &patterns[id];
    const char *stop = block + to;
    if (stop[-1] == '\n') return 0;
    if (stop <= line || stop > line_end) {
        const char *before = memrchr(block, '\n', to);
        line = before ? before + 1 : block;
        line_end = memchr(stop, '\n', (const char *)end - stop);
        if (!line_end) line_end = end;
        plain = literals || is_plain(line, line_end);
    }
    if (!plain || pattern->tried == line || (lines_only && marks[line - block])) return 0;
    const char *start = stop - pattern->length;
    if (words && ((start > line && is_word(start[-1])) || (stop < line_end && is_word(*stop)))) return 0;
    pattern->tried = line;
    if (literals) count(pattern);
    else confirm(pattern);
    return 0;
}

static hs_database_t *compiled(void) {
    const char **texts = calloc(known, sizeof *texts);
    unsigned *flags = calloc(known, sizeof *flags), *ids = calloc(known, sizeof *ids);
    size_t *lengths = calloc(known, sizeof *lengths);
    for (;;) {
        unsigned used = 0;
        for (int id = 0; id < known; id++) {
            if (patterns[id].always) continue;
            texts[used] = patterns[id].text, lengths[used] = patterns[id].length, ids[used] = id;
            flags[used++] = (caseless ? HS_FLAG_CASELESS : 0) | (literals ? 0 : HS_FLAG_MULTILINE | HS_FLAG_PREFILTER);
        }
        hs_database_t *database = NULL;
        hs_compile_error_t *error = NULL;
        if (used == 0) return NULL;
        if ((literals ? hs_compile_lit_multi(texts, flags, ids, lengths, used, HS_MODE_BLOCK, NULL, &database, &error)
                      : hs_compile_multi(texts, flags, ids, used, HS_MODE_BLOCK, NULL, &database, &error)) == HS_SUCCESS) return database;
        if (literals || error->expression < 0) {
            fprintf(stderr, "vectorscan: %s\n", error->message);
            exit(65);
        }
        patterns[ids[error->expression]].always = 1;
    }
}

int main(int argc, char **argv) {
    for (int letter; (letter = getopt(argc, argv, "Fiwc")) != -1;) {
        if (letter == 'F') literals = 1;
        if (letter == 'i') caseless = 1;
        if (letter == 'w') words = 1;
        if (letter == 'c') lines_only = 1;
        if (letter == '?') return 64;
    }
    FILE *file = argc - optind == 2 ? fopen(argv[optind], "r") : NULL;
    if (!file || (words && !literals)) return 64;
    double started = seconds(CLOCK_MONOTONIC);
    char *read = NULL;
    size_t space = 0;
    for (ssize_t length; (length = getline(&read, &space, file)) > 0;) {
        if (read[length - 1] == '\n') read[--length] = 0;
        if (length == 0) continue;
        if ((known & (known - 1)) == 0) patterns = realloc(patterns, (known ? 2 * known : 1) * sizeof *patterns);
        struct pattern *pattern = &patterns[known++];
        *pattern = (struct pattern){.text = strdup(read), .length = length};
        if (literals) continue;
        int code;
        PCRE2_SIZE offset;
        uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | (caseless ? PCRE2_CASELESS : 0);
        pattern->code = pcre2_compile((PCRE2_SPTR)read, length, options, &code, &offset, NULL);
        if (!pattern->code) return 65;
        pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
        /* These mean the block's ends to Vectorscan, and the line's to PCRE2. */
        pattern->always = strstr(read, "\\A") || strstr(read, "\\Z") || strstr(read, "\\z") || strstr(read, "\\G");
    }
    hs_database_t *database = compiled();
    hs_scratch_t *scratch = NULL;
    if (database && hs_alloc_scratch(database, &scratch) != HS_SUCCESS) return 70;
    double ready = seconds(CLOCK_MONOTONIC), worked = seconds(CLOCK_PROCESS_CPUTIME_ID);
    int log = open(argv[optind + 1], O_RDONLY), always = 0;
    struct stat about;
    if (log < 0 || fstat(log, &about) != 0) return 74;
    text = about.st_size ? mmap(NULL, about.st_size, PROT_READ, MAP_PRIVATE, log, 0) : "";
    if (text == MAP_FAILED) return 74;
    for (int id = 0; id < known; id++) always += patterns[id].always;
    data = pcre2_match_data_create(64, NULL);
    marks = calloc(about.st_size + 1, 1);
    const char *end = text + about.st_size, *stop;
    for (block = text; block < end; block = stop) {
        stop = end - block > BLOCK ? memchr(block + BLOCK - 1, '\n', end - block - BLOCK + 1) : NULL;
        stop = stop ? stop + 1 : end;
        line = line_end = "";
        if (database && hs_scan(database, block, stop - block, 0, scratch, on_match, (void *)stop) != HS_SUCCESS) return 70;
        if (always || (!literals && !is_plain(block, stop))) {
            for (line = block; line < stop; line = line_end + 1) {
                line_end = memchr(line, '\n', stop - line);
                if (!line_end) line_end = stop;
                plain = is_plain(line, line_end);
                for (int id = 0; id < known && (always || !plain); id++)
                    if ((patterns[id].always || !plain) && !(lines_only && marks[line - block])) confirm(&patterns[id]);
            }
        }
        while (counts > 0) marks[counted[--counts] - block] = 0;
    }
    double done = seconds(CLOCK_MONOTONIC), processor = seconds(CLOCK_PROCESS_CPUTIME_ID) - worked;
    printf("%ld\n", matched);
    for (int id = 0; id < known && !lines_only; id++) printf("%ld\n", patterns[id].count);
    printf("# compiled %.4f scanned %.4f processor %.4f always %d confirmed %ld\n", ready - started, done - ready, processor, always, confirmed);
    return 0;
}
