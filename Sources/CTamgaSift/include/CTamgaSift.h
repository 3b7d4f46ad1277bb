#pragma once

#include <stddef.h>
#include <stdint.h>

#include "CTamgaSiftJSON.h"
#include "CTamgaSiftLiterals.h"

// What each of 64 bytes of text is, one bit a byte, the first byte in bit 0.
typedef struct {
    uint64_t newline;  // \n
    uint64_t dot;      // .
    uint64_t digit;    // 0-9
    uint64_t host;     // A-Z a-z 0-9 - _ : what a label of a host name is made of
    uint64_t hex;      // 0-9 A-F a-f
    uint64_t colon;    // :
    uint64_t escape;   // % and backslash
    uint64_t high;     // bytes from 0x80
} tamga_masks;

// Classifies `words` times 64 bytes from `text` into `masks`. Reads exactly words * 64 bytes.
// Uses AVX2 where the processor has it, else 16-byte vectors that every compiler lowers for its target.
void tamga_classify(const uint8_t *text, size_t words, tamga_masks *masks);

// Asks for the memory at a place, which will be read soon; nothing happens where there is none.
static inline void tamga_prefetch(const void *place) { __builtin_prefetch(place, 0, 3); }

// The number of newlines in `count` bytes.
size_t tamga_count_newlines(const uint8_t *text, size_t count);
