// SPDX-License-Identifier: GPL-3.0-or-later
// Sums down the pixel columns of a strip, one vector of columns at a time. Included once per SIMD target.
#if defined(WAFERGLOW_COLUMN_SUMS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef WAFERGLOW_COLUMN_SUMS_INL
#undef WAFERGLOW_COLUMN_SUMS_INL
#else
#define WAFERGLOW_COLUMN_SUMS_INL
#endif

#include "hwy/highway.h"
#include "libinspect/intensity/tile_kernel.h"

HWY_BEFORE_NAMESPACE();
namespace waferglow::kernel {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// Column sums of one strip; element 0 belongs to Strip::x_begin.
struct Columns {
    float* street;
    float* street_squares;
    float* top;
    float* interior;
    float* core;
    float* core_squares;
    float* bottom0;
    float* bottom1;
};

/// Pixels as floats: exact for 16-bit values. Two vectors side by side hide the latency of the additions.
class FloatColumns {
    using DF = hn::ScalableTag<float>;
    using DI = hn::RebindToSigned<DF>;
    using DU16 = hn::Rebind<std::uint16_t, DF>;
    using VF = hn::Vec<DF>;

  public:
    explicit FloatColumns(const Input& input) : in_(input) {}

    /// Fills `to` for the strip and returns whether a pixel of its windows is saturated.
    bool sum(const Strip& s, const Columns& to) {
        const int n = static_cast<int>(2 * hn::Lanes(DF()));
        const int last = std::max(in_.tile.width, kLeastWidth_px) - n;
        brightest_ = hn::Zero(DI());
        for (int x = s.x_begin; x < s.x_end; x += n) {
            // The last vectors end with the image at the latest; columns done twice come out the same.
            x = std::min(x, last);
            sum_vector(s, x, x - s.x_begin, to);
        }
        return !hn::AllTrue(DI(), hn::Lt(brightest_, hn::Set(DI(), in_.saturation_dn)));
    }

  private:
    struct Pair {
        VF a, b;
    };
    struct Sums {
        VF a, b, aa, bb;
    };

    HWY_INLINE void sum_vector(const Strip& s, int x, std::ptrdiff_t i, const Columns& to) {
        Sums sums = zero();
        for (int y = s.street.begin; y < s.street.end; ++y) add(y, x, sums);
        store(to.street + i, sums.a, sums.b);
        store(to.street_squares + i, sums.aa, sums.bb);
        store(to.top + i, pixel(s.top, x));
        sums = zero();
        for (int y = s.core.begin; y < s.core.end; ++y) add(y, x, sums);
        store(to.core + i, sums.a, sums.b);
        store(to.core_squares + i, sums.aa, sums.bb);
        for (int y = s.upper.begin; y < s.upper.end; ++y) add_light(y, x, sums);
        for (int y = s.lower.begin; y < s.lower.end; ++y) add_light(y, x, sums);
        store(to.interior + i, sums.a, sums.b);
        store(to.bottom0 + i, pixel(s.bottom0, x));
        store(to.bottom1 + i, pixel(s.bottom1, x));
    }

    /// (raw - dark) * gain of two vectors of pixels.
    HWY_INLINE Pair pixel(int y, int x) {
        const int n = static_cast<int>(hn::Lanes(DF()));
        return {vector(y, x), vector(y, x + n)};
    }
    HWY_INLINE VF vector(int y, int x) {
        const DI di;
        const DF df;
        const DU16 du;
        const auto raw = hn::PromoteTo(di, hn::LoadU(du, in_.tile.row(y) + x));
        const auto dark = hn::PromoteTo(di, hn::LoadU(du, in_.dark.row(y) + x));
        const auto gain = hn::PromoteTo(di, hn::LoadU(du, in_.gain.row(y) + x));
        brightest_ = hn::Max(brightest_, raw);
        return hn::Mul(hn::ConvertTo(df, hn::Sub(raw, dark)), hn::ConvertTo(df, gain));
    }
    HWY_INLINE void add(int y, int x, Sums& sums) {
        const Pair p = pixel(y, x);
        sums.a = hn::Add(sums.a, p.a);
        sums.b = hn::Add(sums.b, p.b);
        sums.aa = hn::MulAdd(p.a, p.a, sums.aa);
        sums.bb = hn::MulAdd(p.b, p.b, sums.bb);
    }
    HWY_INLINE void add_light(int y, int x, Sums& sums) {
        const Pair p = pixel(y, x);
        sums.a = hn::Add(sums.a, p.a);
        sums.b = hn::Add(sums.b, p.b);
    }
    HWY_INLINE static Sums zero() {
        const VF z = hn::Zero(DF());
        return {z, z, z, z};
    }
    HWY_INLINE static void store(float* to, VF a, VF b) {
        const DF df;
        hn::StoreU(a, df, to);
        hn::StoreU(b, df, to + hn::Lanes(df));
    }
    HWY_INLINE static void store(float* to, const Pair& p) { store(to, p.a, p.b); }

    const Input& in_;
    hn::Vec<DI> brightest_ = hn::Zero(DI());
};

}  // namespace HWY_NAMESPACE
}  // namespace waferglow::kernel
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
