// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/registration/internal/column_sums.h"

#include <cstdint>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libinspect/registration/column_sums.cpp"
#include <hwy/foreach_target.h>  // compiles this file once a processor generation
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace waferglow::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

template <bool kDark>
float value_at(const ImageView& image, const ImageView& dark, int x, int y) {
    if constexpr (kDark) return static_cast<float>(image.at(x, y) - dark.at(x, y));
    return static_cast<float>(image.at(x, y));
}

template <class V>
struct Sums {
    V a, b, c;
};

/// Four vectors of columns with their sums in registers over all rows, then one vector, then single columns.
template <bool kDark>
void sums(const ImageView& image, const ImageView& dark, int first_row, std::span<const RowWeights> weights,
          int first_column, int columns, const ColumnSums& out) {
    const hn::ScalableTag<float> df;
    const hn::RebindToSigned<decltype(df)> di;
    const hn::Rebind<std::uint16_t, decltype(df)> du;
    using V = hn::Vec<decltype(df)>;
    const int lanes = static_cast<int>(hn::Lanes(df));
    const int rows = static_cast<int>(weights.size());
    const Sums<V> zero{hn::Zero(df), hn::Zero(df), hn::Zero(df)};

    const auto add = [&](int x, int y, const Sums<V>& w, Sums<V>& sum) HWY_ATTR {
        auto whole = hn::PromoteTo(di, hn::LoadU(du, image.row(y) + x));
        if constexpr (kDark) whole = hn::Sub(whole, hn::PromoteTo(di, hn::LoadU(du, dark.row(y) + x)));
        const V value = hn::ConvertTo(df, whole);
        sum.a = hn::MulAdd(value, w.a, sum.a);
        sum.b = hn::MulAdd(value, w.b, sum.b);
        sum.c = hn::MulAdd(value, w.c, sum.c);
    };
    const auto weights_of = [&](int k) HWY_ATTR {
        const RowWeights& w = weights[static_cast<std::size_t>(k)];
        return Sums<V>{hn::Set(df, w.a), hn::Set(df, w.b), hn::Set(df, w.c)};
    };
    const auto store = [&](const Sums<V>& sum, int i) HWY_ATTR {
        hn::StoreU(sum.a, df, out.a + i);
        hn::StoreU(sum.b, df, out.b + i);
        hn::StoreU(sum.c, df, out.c + i);
    };

    int i = 0;
    for (; i + 4 * lanes <= columns; i += 4 * lanes) {
        Sums<V> sum0 = zero;
        Sums<V> sum1 = zero;
        Sums<V> sum2 = zero;
        Sums<V> sum3 = zero;
        for (int k = 0; k < rows; ++k) {
            const Sums<V> w = weights_of(k);
            const int x = first_column + i;
            add(x, first_row + k, w, sum0);
            add(x + lanes, first_row + k, w, sum1);
            add(x + 2 * lanes, first_row + k, w, sum2);
            add(x + 3 * lanes, first_row + k, w, sum3);
        }
        store(sum0, i);
        store(sum1, i + lanes);
        store(sum2, i + 2 * lanes);
        store(sum3, i + 3 * lanes);
    }
    for (; i + lanes <= columns; i += lanes) {
        Sums<V> sum = zero;
        for (int k = 0; k < rows; ++k) add(first_column + i, first_row + k, weights_of(k), sum);
        store(sum, i);
    }
    for (; i < columns; ++i) {
        float a = 0.0F;
        float b = 0.0F;
        float c = 0.0F;
        for (int k = 0; k < rows; ++k) {
            const RowWeights& w = weights[static_cast<std::size_t>(k)];
            const float v = value_at<kDark>(image, dark, first_column + i, first_row + k);
            a += v * w.a;
            b += v * w.b;
            c += v * w.c;
        }
        out.a[i] = a;
        out.b[i] = b;
        out.c[i] = c;
    }
}

void sums_any(const ImageView& image, const ImageView& dark, int first_row,
              std::span<const RowWeights> weights, int first_column, int columns, const ColumnSums& out) {
    if (dark.data != nullptr) {
        sums<true>(image, dark, first_row, weights, first_column, columns, out);
    } else {
        sums<false>(image, dark, first_row, weights, first_column, columns, out);
    }
}

}  // namespace
}  // namespace waferglow::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace waferglow {

HWY_EXPORT(sums_any);

void weighted_column_sums(const ImageView& image, const ImageView& dark, int first_row,
                          std::span<const RowWeights> weights, int first_column, int columns,
                          const ColumnSums& sums) {
    HWY_DYNAMIC_DISPATCH(sums_any)(image, dark, first_row, weights, first_column, columns, sums);
}

}  // namespace waferglow
#endif
