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

// Sets bit i of `candidates[i / 64]`, for each i that `stride` (4, 2 or 1) divides, where the filter has the bit of the
// four bytes from `text + i`: of (k ^ 0x9F53ACBC) * 0x9E3779B1, k the bytes with bit 5 set in each and the first in the
// low byte, the upper 32 - `shift` bits. All other bits are 0. Reads `words` * 64 + 3 bytes.
void tamga_window_candidates(
    const uint8_t *text, size_t words, size_t stride, const uint32_t *filter, uint32_t shift, uint64_t *candidates);
