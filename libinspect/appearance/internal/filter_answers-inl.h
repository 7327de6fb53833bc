// SPDX-License-Identifier: GPL-3.0-or-later
// What the filters of a die answer at a place: sums along lines and over compact surroundings, and the
// strongest of them by group. Included once per SIMD target.
#if defined(WAFERGLOW_FILTER_ANSWERS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef WAFERGLOW_FILTER_ANSWERS_INL
#undef WAFERGLOW_FILTER_ANSWERS_INL
#else
#define WAFERGLOW_FILTER_ANSWERS_INL
#endif

#include "hwy/highway.h"
#include "libinspect/appearance/internal/filter_kernel.h"

#include <array>
#include <cstddef>
#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace waferglow::appearance {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using D = hn::CappedTag<std::int16_t, 16>;
using V = hn::Vec<D>;
using Tables = std::array<FilterWeights::Table, kFilters>;

/// Bytes of the group `none`.
constexpr std::int16_t kNoGroupBytes =
    2 * static_cast<int>(TailGroup::none) | (2 * static_cast<int>(TailGroup::none) + 1) << 8;

// A table of weights in a register, and what vectors look up in it.
#if HWY_TARGET == HWY_SCALAR
using Table = const std::int16_t*;
HWY_INLINE Table LoadTable(const FilterWeights::Table& table) {
    return table.data();
}
HWY_INLINE Table TableAt(const std::int16_t* table) {
    return table;
}
HWY_INLINE V LookUp(Table table, V bytes) {
    return hn::Set(D(), table[(hn::GetLane(bytes) & 255) / 2]);
}
#else
using Table = V;
HWY_INLINE Table LoadTable(const FilterWeights::Table& table) {
    return hn::LoadDup128(D(), table.data());
}
HWY_INLINE Table TableAt(const std::int16_t* table) {
    return hn::LoadDup128(D(), table);
}
HWY_INLINE V LookUp(Table table, V bytes) {
    return hn::TableLookupBytes(table, bytes);
}
#endif

/// The strongest answers of eight or sixteen neighbours. kSigned: of each polarity by itself.
template <bool kSigned>
class Best {
  public:
    HWY_INLINE Best(const std::int16_t* group_bytes) {
        const D d;
        bytes_ = hn::LoadU(d, group_bytes);
        most_ = least_ = hn::Zero(d);
    }
    HWY_INLINE void Add(V answer, Table table) {
        const V weight = LookUp(table, bytes_);
        if (kSigned) {
            const V scaled = hn::MulFixedPoint15(answer, weight);
            most_ = hn::Max(most_, scaled);
            least_ = hn::Min(least_, scaled);
        } else {
            most_ = hn::Max(most_, hn::MulFixedPoint15(hn::Abs(answer), weight));
        }
    }
    HWY_INLINE void Store(std::int16_t* dark, std::int16_t* bright) const {
        const D d;
        if (kSigned) {
            hn::StoreU(hn::Neg(least_), d, dark);
            hn::StoreU(most_, d, bright);
        } else {
            hn::StoreU(most_, d, dark);
        }
    }
    [[nodiscard]] HWY_INLINE V Most() const { return most_; }
    [[nodiscard]] HWY_INLINE V Bytes() const { return bytes_; }

  private:
    V bytes_, most_, least_;
};

/// Takes the largest answers of each group.
class GroupMost {
  public:
    HWY_INLINE GroupMost() {
        const D d;
        for (V& m : most_) m = hn::Zero(d);
        for (std::size_t g = 0; g < kTailGroups; ++g)
            bytes_[g] = hn::Set(d, static_cast<std::int16_t>(2 * g | (2 * g + 1) << 8));
    }
    HWY_INLINE void Add(V best, V group) {
        for (std::size_t g = 0; g < kTailGroups; ++g)
            most_[g] = hn::Max(most_[g], hn::IfThenElseZero(hn::Eq(group, bytes_[g]), best));
    }
    HWY_INLINE void Store(int* most) const {
        for (std::size_t g = 0; g < kTailGroups; ++g)
            most[g] = std::max(most[g], static_cast<int>(hn::GetLane(hn::MaxOfLanes(D(), most_[g]))));
    }

  private:
    V most_[kTailGroups];
    V bytes_[kTailGroups];
};

/// Directions that are looked for on every second row and column.
constexpr std::array<std::size_t, 5> kSteep{3, 4, 5, 2, 6};
constexpr std::array<std::size_t, 3> kFlat{0, 1, 7};

/// A raster on which lines are looked for: every second row of the window (kCount 5, kSteep), or every second
/// column of it (kCount 3, kFlat). A line's places lie `kEveryX` columns nearer to each other than in the
/// window, and its answers `kEveryY` rows.
template <bool kRows>
struct Raster {
    static constexpr std::size_t kCount = kRows ? kSteep.size() : kFlat.size();
    static constexpr int kEveryX = kRows ? 1 : 2;
    static constexpr int kEveryY = kRows ? 2 : 1;
    int width = 0;
    int height = 0;             // rows of answers
    std::ptrdiff_t padded = 0;  // from row to row of padded pictures
    std::ptrdiff_t origin = 0;  // of their pixel (0, 0)
    std::ptrdiff_t stride = 0;  // from row to row of answers
    const std::int16_t* smooth = nullptr;
    const std::int16_t* bytes = nullptr;  // of groups
    std::ptrdiff_t bytes_stride = 0;      // from one row that counts to the next
    std::array<std::int16_t*, kCount> lines{};

    static constexpr std::size_t Direction(std::size_t k) { return kRows ? kSteep[k] : kFlat[k % 3]; }
};

/// The sum along line kDirection about column x; `rows` are those above and below, the middle one at kReach.
constexpr int kReach = 4;
template <std::size_t kDirection, int kEveryX>
HWY_INLINE V LineSum(const std::array<const std::int16_t*, 2 * kReach + 1>& rows, int x) {
    const D d;
    constexpr LineFilter kLine = kLines[kDirection];
    constexpr int kStepX = kLine.step.x / kEveryX;
    V sum = hn::LoadU(d, rows[kReach] + x);
    const auto pair = [&](int i) HWY_ATTR {
        return hn::Add(
            hn::LoadU(d, rows[static_cast<std::size_t>(kReach - i * kLine.step.y)] + x - i * kStepX),
            hn::LoadU(d, rows[static_cast<std::size_t>(kReach + i * kLine.step.y)] + x + i * kStepX));
    };
    sum = hn::Add(sum, hn::Add(pair(1), pair(2)));
    if (kLine.half == 3) sum = hn::Add(sum, pair(3));
    return sum;
}

/// Answers of short lines in all directions of the raster; zero right of it.
template <bool kRows>
void ShortLines(const Raster<kRows>& raster) {
    using R = Raster<kRows>;
    const D d;
    const auto lanes = static_cast<int>(hn::Lanes(d));
    const int width = raster.width;
    for (int y = 0; y < raster.height; ++y) {
        std::array<const std::int16_t*, 2 * kReach + 1> rows{};
        for (int i = -kReach; i <= kReach; ++i) {
            rows[static_cast<std::size_t>(kReach + i)] =
                raster.smooth + raster.origin + (R::kEveryY * y + i) * raster.padded;
        }
        const std::ptrdiff_t to = raster.origin + y * raster.padded;
        for (int x = 0; x < width; x += lanes) {
            const auto within = hn::FirstN(d, static_cast<std::size_t>(std::min(lanes, width - x)));
            const auto line = [&]<std::size_t k>(std::integral_constant<std::size_t, k>) HWY_ATTR {
                const V sum = LineSum<R::Direction(k), R::kEveryX>(rows, x);
                hn::StoreU(hn::IfThenElseZero(within, sum), d, raster.lines[k] + to + x);
            };
            line(std::integral_constant<std::size_t, 0>());
            line(std::integral_constant<std::size_t, 1>());
            line(std::integral_constant<std::size_t, 2>());
            if constexpr (kRows) {
                line(std::integral_constant<std::size_t, 3>());
                line(std::integral_constant<std::size_t, 4>());
            }
        }
    }
}

/// Adds the answers of the raster's lines at a place to the best ones.
template <bool kRows, bool kLong>
class LineAnswers {
  public:
    using R = Raster<kRows>;
    LineAnswers(const R& raster, const Tables& tables) {
        for (std::size_t k = 0; k < R::kCount; ++k) {
            const LineFilter& line = kLines[R::Direction(k)];
            // On every second row diagonals take an even number of steps.
            const auto reach = [&](int steps) {
                return steps * line.step.y / R::kEveryY * raster.padded + steps * (line.step.x / R::kEveryX);
            };
            here_[k] = raster.lines[k] + raster.origin;
            back_[k] = here_[k] + reach(-steps_back(line));
            on_[k] = here_[k] + reach(steps_on(line));
            short_table_[k] = tables[kFirstShort + R::Direction(k)].data();
            long_table_[k] = tables[kFirstLong + R::Direction(k)].data();
        }
    }
    template <class Answers>
    HWY_INLINE void AddTo(Answers& best, std::ptrdiff_t at) const {
        const D d;
        for (std::size_t k = 0; k < R::kCount; ++k) {
            best.Add(hn::LoadU(d, here_[k] + at), TableAt(short_table_[k]));
            if (!kLong) continue;
            best.Add(hn::Add(hn::LoadU(d, back_[k] + at), hn::LoadU(d, on_[k] + at)),
                     TableAt(long_table_[k]));
        }
    }

  private:
    std::array<const std::int16_t*, R::kCount> here_, back_, on_;
    std::array<const std::int16_t*, R::kCount> short_table_, long_table_;
};

/// Adds the answers of point and blobs at a place to the best ones.
class CompactAnswers {
  public:
    CompactAnswers(const Tables& tables, std::ptrdiff_t stride)
        : point_(LoadTable(tables[kPointFilter])),
          blob4_(LoadTable(tables[kBlob4Filter])),
          blob6_(LoadTable(tables[kBlob6Filter])),
          stride_(stride) {}
    template <class Answers>
    HWY_INLINE void AddTo(Answers& best, const std::int16_t* at) const {
        const D d;
        const V here = hn::LoadU(d, at);
        best.Add(here, point_);
        const auto sides = [&](const std::int16_t* row, int reach) HWY_ATTR {
            return hn::Add(hn::LoadU(d, row - reach), hn::LoadU(d, row + reach));
        };
        best.Add(hn::Add(sides(at - stride_, 1), sides(at + stride_, 1)), blob4_);
        const auto three = [&](const std::int16_t* row)
                               HWY_ATTR { return hn::Add(sides(row, 2), hn::LoadU(d, row)); };
        const V outer = hn::Add(three(at - 2 * stride_), three(at + 2 * stride_));
        best.Add(hn::Add(outer, hn::Add(sides(at, 2), here)), blob6_);
    }

  private:
    Table point_, blob4_, blob6_;
    std::ptrdiff_t stride_;
};

}  // namespace HWY_NAMESPACE
}  // namespace waferglow::appearance
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
