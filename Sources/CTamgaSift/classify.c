// The byte classifier of the token sieve: text in, bit masks out.
//
// A byte b belongs to class bit c when LOW[b & 15] and HIGH[b >> 4] both have bit c: two table look-ups in
// registers classify every byte of a vector at once (the technique of Langdale and Lemire, "Parsing gigabytes
// of JSON per second", VLDB Journal 2019, section 3.1.2).
//
//   bit 0  0-9                    high nibble 3,     low 0-9
//   bit 1  A-F a-f                high nibble 4 6,   low 1-6
//   bit 2  A-O a-o                high nibble 4 6,   low 1-F
//   bit 3  P-Z p-z                high nibble 5 7,   low 0-A
//   bit 4  - and .                high nibble 2,     low D-E
//   bit 5  _                      high nibble 5,     low F
//
// The single characters (newline, dot, colon, percent, backslash) are compared for directly.

#include "CTamgaSift.h"

#define LOW_TABLE 0x09, 0x0F, 0x0F, 0x0F, 0x0F, 0x0F, 0x0F, 0x0D, 0x0D, 0x0D, 0x0C, 0x04, 0x04, 0x14, 0x14, 0x24
#define HIGH_TABLE 0x00, 0x00, 0x10, 0x01, 0x06, 0x28, 0x06, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00

enum { DIGIT = 0x01, HEX_LETTER = 0x02, LETTER = 0x0C, DASH_DOT = 0x10, UNDERSCORE = 0x20 };

static const uint8_t low_table[16] = {LOW_TABLE};
static const uint8_t high_table[16] = {HIGH_TABLE};

// Any processor: one byte at a time over the same tables.
static void classify_portable(const uint8_t *text, size_t words, tamga_masks *masks) {
    for (size_t word = 0; word < words; word++) {
        tamga_masks m = {0};
        for (int i = 0; i < 64; i++) {
            const uint8_t byte = text[word * 64 + (size_t)i];
            const uint8_t class = low_table[byte & 15] & high_table[byte >> 4];
            const uint64_t bit = (uint64_t)1 << i;
            if (byte == '\n') m.newline |= bit;
            if (byte == '.') m.dot |= bit;
            if (class & DIGIT) m.digit |= bit;
            if ((class & (DIGIT | LETTER | DASH_DOT | UNDERSCORE)) && byte != '.') m.host |= bit;
            if (class & (DIGIT | HEX_LETTER)) m.hex |= bit;
            if (byte == ':') m.colon |= bit;
            if (byte == '%' || byte == '\\') m.escape |= bit;
            if (byte & 0x80) m.high |= bit;
        }
        masks[word] = m;
    }
}

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))

typedef struct { uint32_t newline, dot, digit, host, hex, colon, escape, high; } half_masks;

AVX2 static inline uint32_t bits(__m256i mask) { return (uint32_t)_mm256_movemask_epi8(mask); }

// Bits where `classes` has any of `wanted`.
AVX2 static inline uint32_t any_of(__m256i classes, uint8_t wanted) {
    const __m256i zero = _mm256_setzero_si256();
    return ~bits(_mm256_cmpeq_epi8(_mm256_and_si256(classes, _mm256_set1_epi8((char)wanted)), zero));
}

AVX2 static inline half_masks classify_half(const uint8_t *text, __m256i low, __m256i high) {
    const __m256i nibble = _mm256_set1_epi8(0x0F);
    const __m256i bytes = _mm256_loadu_si256((const __m256i *)text);
    const __m256i classes = _mm256_and_si256(
        _mm256_shuffle_epi8(low, _mm256_and_si256(bytes, nibble)),
        _mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), nibble)));
    half_masks m;
    m.newline = bits(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\n')));
    m.dot = bits(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('.')));
    m.colon = bits(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(':')));
    m.escape = bits(_mm256_or_si256(
        _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('%')), _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\\'))));
    m.high = bits(bytes);
    m.digit = any_of(classes, DIGIT);
    m.hex = any_of(classes, DIGIT | HEX_LETTER);
    m.host = any_of(classes, DIGIT | LETTER | DASH_DOT | UNDERSCORE) & ~m.dot;
    return m;
}

AVX2 static void classify_avx2(const uint8_t *text, size_t words, tamga_masks *masks) {
    const __m256i low = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)low_table));
    const __m256i high = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)high_table));
    for (size_t word = 0; word < words; word++) {
        const half_masks a = classify_half(text + word * 64, low, high);
        const half_masks b = classify_half(text + word * 64 + 32, low, high);
#define JOIN(name) masks[word].name = (uint64_t)a.name | (uint64_t)b.name << 32
        JOIN(newline);
        JOIN(dot);
        JOIN(digit);
        JOIN(host);
        JOIN(hex);
        JOIN(colon);
        JOIN(escape);
        JOIN(high);
#undef JOIN
    }
}

AVX2 static size_t count_newlines_avx2(const uint8_t *text, size_t count) {
    const __m256i newline = _mm256_set1_epi8('\n');
    size_t newlines = 0, at = 0;
    for (; at + 32 <= count; at += 32) {
        newlines += (size_t)__builtin_popcount(
            bits(_mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)(text + at)), newline)));
    }
    for (; at < count; at++) newlines += text[at] == '\n';
    return newlines;
}

size_t tamga_count_newlines(const uint8_t *text, size_t count) {
    if (__builtin_cpu_supports("avx2")) return count_newlines_avx2(text, count);
    size_t newlines = 0;
    for (size_t at = 0; at < count; at++) newlines += text[at] == '\n';
    return newlines;
}

void tamga_classify(const uint8_t *text, size_t words, tamga_masks *masks) {
    if (__builtin_cpu_supports("avx2")) {
        classify_avx2(text, words, masks);
    } else {
        classify_portable(text, words, masks);
    }
}

#else

size_t tamga_count_newlines(const uint8_t *text, size_t count) {
    size_t newlines = 0;
    for (size_t at = 0; at < count; at++) newlines += text[at] == '\n';
    return newlines;
}

void tamga_classify(const uint8_t *text, size_t words, tamga_masks *masks) {
    classify_portable(text, words, masks);
}

#endif
