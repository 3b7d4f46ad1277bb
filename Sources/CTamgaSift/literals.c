// The sieve for many literals at once: eight buckets of literals, four bytes of each, two table look-ups a byte in
// registers (the technique of Hyperscan's "Teddy": Wang et al., "Hyperscan: A Fast Multi-pattern Regex Matcher for
// Modern CPUs", NSDI 2019, and its description in the aho-corasick crate).

//
// Where these would let too much through, four bytes are looked up by their hash in a filter instead. As a literal long
// enough has four windows in it, side by side, only every fourth place need be looked at, so a vector of text is eight
// keys as it stands (the idea of Wu and Manber, "A Fast Algorithm for Multi-Pattern Searching", 1994, turned round).

#include "CTamgaSiftLiterals.h"

// The hash of four bytes, with bit 5 set in each: LiteralWindows.hash.
enum { CASE = 0x20202020 };
#define SALT 0x9F53ACBCu
#define FACTOR 0x9E3779B1u

static void candidates_portable(
    const uint8_t *text, size_t words, const tamga_literal_masks *masks, uint64_t *candidates) {
    for (size_t word = 0; word < words; word++) {
        uint64_t bits = 0;
        for (int i = 0; i < 64; i++) {
            const uint8_t *at = text + word * 64 + (size_t)i;
            uint8_t buckets = 0xFF;
            for (int j = 0; j < 4; j++) buckets &= masks->low[j][at[j] & 15] & masks->high[j][at[j] >> 4];
            if (buckets) bits |= (uint64_t)1 << i;
        }
        candidates[word] = bits;
    }
}

static void windows_portable(
    const uint8_t *text, size_t words, size_t stride, const uint32_t *filter, uint32_t shift, uint64_t *candidates) {
    for (size_t word = 0; word < words; word++) {
        uint64_t bits = 0;
        for (size_t i = 0; i < 64; i += stride) {
            const uint8_t *at = text + word * 64 + i;
            const uint32_t key = at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
            const uint32_t bit = (((key | CASE) ^ SALT) * FACTOR) >> shift;
            bits |= (uint64_t)(filter[bit >> 5] >> (bit & 31) & 1) << i;
        }
        candidates[word] = bits;
    }
}

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))

AVX2 static inline __m256i table(const uint8_t *bytes) {
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)bytes));
}

AVX2 static inline __m256i place(__m256i bytes, __m256i low, __m256i high) {
    const __m256i nibble = _mm256_set1_epi8(0x0F);
    return _mm256_and_si256(
        _mm256_shuffle_epi8(low, _mm256_and_si256(bytes, nibble)),
        _mm256_shuffle_epi8(high, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), nibble)));
}

AVX2 static void candidates_avx2(
    const uint8_t *text, size_t words, const tamga_literal_masks *masks, uint64_t *candidates) {
    __m256i low[4], high[4];
    for (int j = 0; j < 4; j++) {
        low[j] = table(masks->low[j]);
        high[j] = table(masks->high[j]);
    }
    const __m256i zero = _mm256_setzero_si256();
    for (size_t word = 0; word < words; word++) {
        uint32_t half[2];
        for (int side = 0; side < 2; side++) {
            const uint8_t *at = text + word * 64 + (size_t)side * 32;
            __m256i fit = place(_mm256_loadu_si256((const __m256i *)at), low[0], high[0]);
            fit = _mm256_and_si256(fit, place(_mm256_loadu_si256((const __m256i *)(at + 1)), low[1], high[1]));
            fit = _mm256_and_si256(fit, place(_mm256_loadu_si256((const __m256i *)(at + 2)), low[2], high[2]));
            fit = _mm256_and_si256(fit, place(_mm256_loadu_si256((const __m256i *)(at + 3)), low[3], high[3]));
            half[side] = ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(fit, zero));
        }
        candidates[word] = (uint64_t)half[0] | (uint64_t)half[1] << 32;
    }
}

// Bits 0, 4, … 28: whether the filter has each of eight windows of 32 bytes.
AVX2 static inline uint32_t eight_windows(const uint8_t *text, const uint32_t *filter, __m128i bit, __m128i word) {
    const __m256i bytes = _mm256_loadu_si256((const __m256i *)text);
    const __m256i hash = _mm256_mullo_epi32(
        _mm256_xor_si256(_mm256_or_si256(bytes, _mm256_set1_epi32(CASE)), _mm256_set1_epi32((int)SALT)),
        _mm256_set1_epi32((int)FACTOR));
    const __m256i found = _mm256_i32gather_epi32((const int *)filter, _mm256_srl_epi32(hash, word), 4);
    const __m256i asked = _mm256_sllv_epi32(
        _mm256_set1_epi32(1), _mm256_and_si256(_mm256_srl_epi32(hash, bit), _mm256_set1_epi32(31)));
    const __m256i absent = _mm256_cmpeq_epi32(_mm256_and_si256(found, asked), _mm256_setzero_si256());
    return ~(uint32_t)_mm256_movemask_epi8(absent) & 0x11111111u;
}

AVX2 static void windows_avx2(
    const uint8_t *text, size_t words, size_t stride, const uint32_t *filter, uint32_t shift, uint64_t *candidates) {
    const __m128i bit = _mm_cvtsi32_si128((int)shift), word_bits = _mm_cvtsi32_si128((int)shift + 5);
    for (size_t word = 0; word < words; word++) {
        uint64_t bits = 0;
        for (size_t i = 0; i < 4; i += stride) {
            const uint8_t *at = text + word * 64 + i;
            const uint64_t low = eight_windows(at, filter, bit, word_bits);
            const uint64_t high = eight_windows(at + 32, filter, bit, word_bits);
            bits |= (low | high << 32) << i;
        }
        candidates[word] = bits;
    }
}

static void candidates(const uint8_t *text, size_t words, const tamga_literal_masks *masks, uint64_t *candidates) {
    if (__builtin_cpu_supports("avx2")) {
        candidates_avx2(text, words, masks, candidates);
    } else {
        candidates_portable(text, words, masks, candidates);
    }
}

void tamga_window_candidates(
    const uint8_t *text, size_t words, size_t stride, const uint32_t *filter, uint32_t shift, uint64_t *candidates) {
    if (__builtin_cpu_supports("avx2")) {
        windows_avx2(text, words, stride, filter, shift, candidates);
    } else {
        windows_portable(text, words, stride, filter, shift, candidates);
    }
}

#else

void tamga_window_candidates(
    const uint8_t *text, size_t words, size_t stride, const uint32_t *filter, uint32_t shift, uint64_t *candidates) {
    windows_portable(text, words, stride, filter, shift, candidates);
}

static void candidates(const uint8_t *text, size_t words, const tamga_literal_masks *masks, uint64_t *candidates) {
    candidates_portable(text, words, masks, candidates);
}

#endif

void tamga_literal_candidates(
    const uint8_t *text, size_t words, const tamga_literal_masks *masks, size_t groups, uint64_t *found) {
    candidates(text, words, masks, found);
    // A stretch of text is looked at again for each further group: it lies in the nearest cache by then.
    uint64_t more[64];
    for (size_t group = 1; group < groups; group++) {
        for (size_t start = 0; start < words; start += 64) {
            const size_t some = words - start < 64 ? words - start : 64;
            candidates(text + start * 64, some, masks + group, more);
            for (size_t word = 0; word < some; word++) found[start + word] |= more[word];
        }
    }
}
