// SPDX-License-Identifier: GPL-3.0-or-later
// Planes with one number a die of a tile, and what the background's smoothing does with them. Included once
// per SIMD target.
#if defined(WAFERGLOW_DIE_PLANES_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef WAFERGLOW_DIE_PLANES_INL
#undef WAFERGLOW_DIE_PLANES_INL
#else
#define WAFERGLOW_DIE_PLANES_INL
#endif

#include "libinspect/intensity/internal/light_field-inl.h"

#include <algorithm>
#include <array>
#include <cstddef>

HWY_BEFORE_NAMESPACE();
namespace waferglow::kernel {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr float kFence = 6.0F;  // of all cells of the tile, in interquartile ranges

/// The working memory of the last step over one tile: planes whose rows are padded with zeros, single lines,
/// and room for two LightFields.
class DiePlanes {
  protected:
    DiePlanes(const DieRect& rect, const WindowPlan& plan, MeasureBuffers::Floats& memory)
        : rows_(static_cast<std::size_t>(rect.rows())),
          cols_(static_cast<std::size_t>(rect.cols())),
          stride_((cols_ + 2 * kRowPad + 15) / 16 * 16),
          smooth_rows_(plan.smooth_rows),
          smooth_cols_(plan.smooth_cols) {
        const std::size_t plane = rows_ * stride_;
        const std::size_t field = LightField::floats(rows_, stride_);
        memory.resize(kPlanes * plane + kLines * stride_ + 2 * field);
        for (std::size_t i = 0; i < kPlanes; ++i) planes_[i] = memory.data() + i * plane;
        line_ = memory.data() + kPlanes * plane;
        fields_ = line_ + kLines * stride_;
        for (const Plane p : {kStreet, kPixels, kVariance, kRead, kArea}) {
            for (std::size_t row = 0; row < rows_; ++row) clear_sides(p, row);
        }
        std::fill(line_, line_ + kLines * stride_, 0.0F);
    }

    // Planes of the working memory, rows padded with zeros; and single lines.
    static constexpr std::size_t kPlanes = 9;
    static constexpr std::size_t kLines = 4;
    enum Plane { kStreet, kPixels, kVariance, kMean, kPixelsAround, kSpill, kClear, kRead, kArea };
    [[nodiscard]] float* row_of(Plane plane, std::size_t row) const {
        return planes_[plane] + row * stride_ + kRowPad;
    }

    /// Adds up a plane over the box of dies around those of `row`, into `to` (cols_ and some more).
    void box_row(Plane plane, std::size_t row, float* to) const {
        const DF df;
        const auto reach_rows = static_cast<std::size_t>(smooth_rows_);
        const auto reach_cols = static_cast<std::ptrdiff_t>(smooth_cols_);
        const std::size_t begin = row < reach_rows ? 0 : row - reach_rows;
        const std::size_t end = std::min(rows_, row + reach_rows + 1);
        for (std::size_t c = 0; c < cols_; c += hn::Lanes(df)) {
            VF sum = hn::LoadU(df, row_of(plane, begin) + c);
            for (std::size_t r = begin + 1; r < end; ++r)
                sum = hn::Add(sum, hn::LoadU(df, row_of(plane, r) + c));
            hn::StoreU(sum, df, line_ + kRowPad + c);
        }
        for (std::size_t c = 0; c < cols_; c += hn::Lanes(df)) {
            const float* from = line_ + kRowPad + c;
            VF sum = hn::LoadU(df, from);
            for (std::ptrdiff_t d = 1; d <= reach_cols; ++d) {
                sum = hn::Add(sum, hn::Add(hn::LoadU(df, from - d), hn::LoadU(df, from + d)));
            }
            hn::StoreU(sum, df, to + c);
        }
    }

    /// Values of row `row` from a dense array; zero past its end.
    VF load(const float* dense, std::size_t row, std::size_t c) const {
        const DF df;
        const float* from = dense + row * cols_ + c;
        if (c + hn::Lanes(df) <= cols_) return hn::LoadU(df, from);
        // Not MaskedLoad: before AVX2 it wants an aligned address and reads all lanes.
        HWY_ALIGN float few[hn::MaxLanes(df)] = {};
        std::copy_n(from, cols_ - c, few);
        return hn::Load(df, few);
    }
    void store(VF v, float* dense, std::size_t row, std::size_t c) const {
        const DF df;
        float* to = dense + row * cols_ + c;
        if (c + hn::Lanes(df) <= cols_) {
            hn::StoreU(v, df, to);
        } else {
            hn::BlendedStore(v, hn::FirstN(df, cols_ - c), df, to);
        }
    }

    /// Upper and lower fence of the cells' a / b, from a sample of them where b > 0.
    [[nodiscard]] std::array<float, 2> fences(Plane plane, float scale) const {
        constexpr std::size_t kSample = 509;
        std::array<float, kSample> sample;
        std::size_t n = 0;
        const std::size_t step = rows_ * cols_ / kSample + 1;
        for (std::size_t k = 0; k < rows_ * cols_; k += step) {
            const std::size_t row = k / cols_;
            const float pixels = row_of(kPixels, row)[k % cols_];
            if (pixels > 0.0F) sample[n++] = row_of(plane, row)[k % cols_] * scale / pixels;
        }
        if (n == 0) return {0.0F, 0.0F};
        const auto first = sample.begin();
        const auto q1 = first + static_cast<std::ptrdiff_t>(n / 4);
        const auto q3 = first + static_cast<std::ptrdiff_t>(3 * n / 4);
        const auto end = first + static_cast<std::ptrdiff_t>(n);
        std::nth_element(first, q1, end);
        const float low = *q1;
        std::nth_element(first, q3, end);
        const float high = *q3;
        return {low - kFence * (high - low), high + kFence * (high - low)};
    }

    /// Zeros the first vector past the last column: nothing there may enter a box.
    void clear_end(Plane plane, std::size_t row) const {
        float* const end = row_of(plane, row) + cols_;
        std::fill(end, end + hn::Lanes(DF()), 0.0F);
    }
    void clear_sides(Plane plane, std::size_t row) const {
        float* const begin = row_of(plane, row) - kRowPad;
        std::fill(begin, begin + kRowPad, 0.0F);
        std::fill(begin + kRowPad + cols_, begin + stride_, 0.0F);
    }

    std::size_t rows_, cols_, stride_;
    int smooth_rows_, smooth_cols_;  // as of WindowPlan
    std::array<float*, kPlanes> planes_{};
    float* line_ = nullptr;    // lines of scratch
    float* fields_ = nullptr;  // of two LightFields
};

}  // namespace HWY_NAMESPACE
}  // namespace waferglow::kernel
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
