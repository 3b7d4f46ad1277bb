#pragma once

#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// The offset from `text` of the first byte that is a quote, a backslash or below 0x20. There must be one: a newline
// behind the text will do. Reads up to 15 bytes past it. `high` collects bit 7 of the bytes before it.
static inline size_t tamga_json_plain(const uint8_t *text, uint32_t *high) {
    size_t at = 0;
#if defined(__SSE2__)
    const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\'), control = _mm_set1_epi8(0x1F);
    for (;; at += 16) {
        const __m128i bytes = _mm_loadu_si128((const __m128i *)(text + at));
        const __m128i stops = _mm_or_si128(
            _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)),
            _mm_cmpeq_epi8(_mm_min_epu8(bytes, control), bytes));
        const uint32_t stop = (uint32_t)_mm_movemask_epi8(stops);
        const uint32_t upper = (uint32_t)_mm_movemask_epi8(bytes);
        if (stop) {
            *high |= upper & ((stop & (0u - stop)) - 1);
            return at + (size_t)__builtin_ctz(stop);
        }
        *high |= upper;
    }
#else
    for (;; at++) {
        const uint8_t byte = text[at];
        if (byte == '"' || byte == '\\' || byte < 0x20) return at;
        *high |= byte >> 7;
    }
#endif
}
