// SPDX-License-Identifier: GPL-3.0-or-later
// Sums down the pixel columns of a strip, one vector of columns at a time. Included once per SIMD target.
#if defined(WAFERGLOW_COLUMN_SUMS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef WAFERGLOW_COLUMN_SUMS_INL
#undef WAFERGLOW_COLUMN_SUMS_INL
#else
#define WAFERGLOW_COLUMN_SUMS_INL
#endif

#include "hwy/cache_control.h"
#include "hwy/highway.h"
#include "libinspect/intensity/internal/tile_kernel.h"

HWY_BEFORE_NAMESPACE();
namespace waferglow::kernel {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Column sums of a band of strips; x + Strip::shift is the place of a column.
struct Columns {
    float* street;
    float* street_squares;
    float* top;
    float* rim;  ///< interior rows outside of the core
    float* core;
    float* core_squares;
    float* bottom0;
    float* bottom1;
};

/// Adds pixel rows to the sums of a strip's columns. Pixels are floats: exact for 16-bit values.
class ColumnSums {
    using DF = hn::ScalableTag<float>;
    using D1 = hn::CappedTag<float, 1>;

  public:
    ColumnSums(const Input& input, const Columns& to) : in_(input), to_(to) {}

    void add_row(Strip& s, int y) const {
        if (y < s.street.end && y >= s.street.begin) {
            add<true>(s, y, to_.street, to_.street_squares, y == s.street.begin);
        }
        if (y < s.top) return;
        bool bright = false;
        if (y == s.top) bright = add<false>(s, y, to_.top, nullptr, true);
        if (y >= s.core.begin && y < s.core.end) {
            bright = add<true>(s, y, to_.core, to_.core_squares, y == s.core.begin);
        } else if (y >= s.upper.begin && y < s.lower.end) {
            bright = add<false>(s, y, to_.rim, nullptr, y == (s.upper.count() > 0 ? s.upper : s.lower).begin);
        }
        if (y == s.bottom0) bright |= add<false>(s, y, to_.bottom0, nullptr, true);
        if (y == s.bottom1) bright |= add<false>(s, y, to_.bottom1, nullptr, true);
        s.saturated |= bright;
    }

    /// Clears the sums of classes that have no row in this strip.
    void clear_empty(const Strip& s) const {
        const auto clear = [&](float* sums) {
            std::fill(sums + s.x_begin + s.shift, sums + s.x_end + s.shift, 0.0F);
        };
        if (s.street.count() == 0) {
            clear(to_.street);
            clear(to_.street_squares);
        }
        if (s.core.count() == 0) {
            clear(to_.core);
            clear(to_.core_squares);
        }
        if (s.upper.count() + s.lower.count() == 0) clear(to_.rim);
    }

  private:
    /// Adds row `y` (the first one: sets) and returns whether a pixel of it is saturated.
    template <bool kSquares>
    HWY_INLINE bool add(const Strip& s, int y, float* sums, float* squares, bool first) const {
        return first ? add_line<kSquares, true>(s, y, sums, squares)
                     : add_line<kSquares, false>(s, y, sums, squares);
    }

    template <bool kSquares, bool kFirst>
    HWY_INLINE bool add_line(const Strip& s, int y, float* sums, float* squares) const {
        const DF df;
        const hn::RebindToSigned<DF> di;
        const std::uint16_t* raw = in_.tile.row(y);
        const std::uint16_t* dark = in_.dark.row(y);
        const std::uint16_t* gain = in_.gain.row(y);
        sums += s.shift;
        squares += kSquares ? s.shift : 0;
        auto brightest = hn::Zero(di);
        int x = s.x_begin;
        for (; x + kColumnStep <= s.x_end; x += kColumnStep) {
            fetch_ahead(raw + x);
            fetch_ahead(dark + x);
            fetch_ahead(gain + x);
            for (int i = 0; i < kColumnStep; i += static_cast<int>(hn::Lanes(df))) {
                add_vector<kSquares, kFirst>(df, x + i, raw, dark, gain, sums, squares, brightest);
            }
        }
        bool bright = !hn::AllTrue(di, hn::Lt(brightest, hn::Set(di, in_.saturation_dn)));
        // Only images that a strip fills wholly have columns left.
        const D1 d1;
        auto left = hn::Zero(hn::RebindToSigned<D1>());
        for (; x < s.x_end; ++x) add_vector<kSquares, kFirst>(d1, x, raw, dark, gain, sums, squares, left);
        return bright || hn::GetLane(left) >= in_.saturation_dn;
    }

    /// Asks for what comes next in memory: some rows on, into the second-level cache, so that it is there
    /// whatever the sums of dies take in between; and from there into the first.
    HWY_INLINE static void fetch_ahead(const std::uint16_t* pixel) {
        constexpr std::ptrdiff_t kFar_px = 8192;
        constexpr std::ptrdiff_t kNear_px = 1024;
        constexpr int kRead = 0;
        constexpr int kSecondLevel = 2;
        __builtin_prefetch(pixel + kFar_px, kRead, kSecondLevel);
        hwy::Prefetch(pixel + kNear_px);
    }

    template <bool kSquares, bool kFirst, class D, class VI>
    HWY_INLINE static void add_vector(D d, int x, const std::uint16_t* raw, const std::uint16_t* dark,
                                      const std::uint16_t* gain, float* sums, float* squares, VI& brightest) {
        const hn::RebindToSigned<D> di;
        const hn::Rebind<std::uint16_t, D> du;
        const auto value = hn::PromoteTo(di, hn::LoadU(du, raw + x));
        const auto level = hn::PromoteTo(di, hn::LoadU(du, dark + x));
        const auto factor = hn::PromoteTo(di, hn::LoadU(du, gain + x));
        brightest = hn::Max(brightest, value);
        const auto light = hn::Mul(hn::ConvertTo(d, hn::Sub(value, level)), hn::ConvertTo(d, factor));
        hn::StoreU(kFirst ? light : hn::Add(light, hn::LoadU(d, sums + x)), d, sums + x);
        if constexpr (kSquares) {
            hn::StoreU(kFirst ? hn::Mul(light, light) : hn::MulAdd(light, light, hn::LoadU(d, squares + x)),
                       d, squares + x);
        }
    }

    const Input& in_;
    const Columns& to_;
};

}  // namespace HWY_NAMESPACE
}  // namespace waferglow::kernel
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
