#pragma once

#include <stddef.h>
#include <stdint.h>

// What the first bytes of a set of literals may be: a byte b fits place j of some literal of bucket k where bit k is
// set in both low[j][b & 15] and high[j][b >> 4].
typedef struct {
    uint8_t low[4][16];
    uint8_t high[4][16];
} tamga_literal_masks;

// Sets bit i of `candidates[i / 64]` where the four bytes from `text + i` fit one bucket in all four places, in one of
// `groups` (at least one) sets of masks. Reads `words` * 64 + 3 bytes.
void tamga_literal_candidates(
    const uint8_t *text, size_t words, const tamga_literal_masks *masks, size_t groups, uint64_t *candidates);
