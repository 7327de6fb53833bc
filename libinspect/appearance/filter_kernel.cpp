// SPDX-License-Identifier: GPL-3.0-or-later
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libinspect/appearance/filter_kernel.cpp"
#include "hwy/foreach_target.h"
//
#include "hwy/highway.h"
#include "libinspect/appearance/internal/filter_kernel.h"

#include <algorithm>
#include <array>
#include <type_traits>

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

Raster<true> RowRaster(const PhasePlanes& planes, const DieWindow& w, FilterBuffers& buffers) {
    const PaddedLayout layout(w);
    Raster<true> raster{.width = w.width,
                        .height = (w.height + 1) / 2,
                        .padded = layout.stride,
                        .origin = layout.index(0, 0),
                        .stride = w.stride,
                        .smooth = buffers.smooth.data(),
                        .bytes = planes.group_bytes.data(),
                        .bytes_stride = 2 * w.stride};
    for (std::size_t k = 0; k < raster.kCount; ++k) raster.lines[k] = buffers.lines[k].data();
    return raster;
}

Raster<false> ColumnRaster(const PhasePlanes& planes, const DieWindow& half, FilterBuffers& buffers) {
    const PaddedLayout layout(half);
    Raster<false> raster{.width = half.width,
                         .height = half.height,
                         .padded = layout.stride,
                         .origin = layout.index(0, 0),
                         .stride = half.stride,
                         .smooth = buffers.columns.data(),
                         .bytes = planes.column_bytes.data(),
                         .bytes_stride = half.stride};
    for (std::size_t k = 0; k < raster.kCount; ++k) raster.lines[k] = buffers.column_lines[k].data();
    return raster;
}

/// The strongest answers in each group of all that is looked for at whole rows.
template <bool kLong>
void StrongestOfRows(const PhasePlanes& planes, const DieWindow& w, const Tables& tables,
                     FilterBuffers& buffers, int* strongest) {
    const D d;
    const auto lanes = static_cast<int>(hn::Lanes(d));
    const Raster<true> raster = RowRaster(planes, w, buffers);
    ShortLines(raster);
    const PaddedLayout layout(w);
    const CompactAnswers compact(tables, layout.stride);
    const LineAnswers<true, kLong> lines(raster, tables);
    GroupMost most;
    const int width = w.width;
    for (int y = 0; y < w.height; ++y) {
        const std::int16_t* const at = buffers.smooth.data() + layout.index(0, y);
        const std::int16_t* const bytes = raster.bytes + w.index(0, y);
        const std::ptrdiff_t of_lines = y / 2 * raster.padded;
        for (int x = 0; x < width; x += lanes) {
            Best<false> best(bytes + x);
            compact.AddTo(best, at + x);
            if (y % 2 == 0) lines.AddTo(best, of_lines + x);
            most.Add(best.Most(), best.Bytes());
        }
    }
    most.Store(strongest);
}

template <bool kLong>
void StrongestOfColumns(const PhasePlanes& planes, const DieWindow& half, const Tables& tables,
                        FilterBuffers& buffers, int* strongest) {
    const auto lanes = static_cast<int>(hn::Lanes(D()));
    const Raster<false> raster = ColumnRaster(planes, half, buffers);
    ShortLines(raster);
    const LineAnswers<false, kLong> lines(raster, tables);
    GroupMost most;
    for (int y = 0; y < raster.height; ++y) {
        const std::int16_t* const bytes = raster.bytes + y * raster.bytes_stride;
        for (int x = 0; x < raster.width; x += lanes) {
            Best<false> best(bytes + x);
            lines.AddTo(best, y * raster.padded + x);
            most.Add(best.Most(), best.Bytes());
        }
    }
    most.Store(strongest);
}

/// Every second column of the smoothed picture.
void TakeColumns(const DieWindow& w, const DieWindow& half, const std::int16_t* smooth, std::int16_t* out) {
    const PaddedLayout from_layout(w);
    const PaddedLayout to_layout(half);
    for (int y = 0; y < half.height; ++y) {
        const std::int16_t* const from = smooth + from_layout.index(0, y);
        std::int16_t* const to = out + to_layout.index(0, y);
        int x = 0;
#if HWY_TARGET != HWY_SCALAR
        const D d;
        const auto lanes = static_cast<int>(hn::Lanes(d));
        // Right of the window the smoothed picture is zero.
        for (; x < half.width && x + lanes <= half.stride; x += lanes) {
            const V low = hn::LoadU(d, from + 2 * x);
            const V high = hn::LoadU(d, from + 2 * x + lanes);
            hn::StoreU(hn::ConcatEven(d, high, low), d, to + x);
        }
#endif
        for (; x < half.width; ++x) to[x] = from[2 * x];
    }
}

void Strongest(const PhasePlanes& planes, const DieWindow& w, const DieWindow& half, const Tables& tables,
               bool long_lines, FilterBuffers& buffers, int* strongest) {
    TakeColumns(w, half, buffers.smooth.data(), buffers.columns.data());
    std::fill_n(strongest, kTailGroups, 0);
    (long_lines ? StrongestOfRows<true> : StrongestOfRows<false>)(planes, w, tables, buffers, strongest);
    (long_lines ? StrongestOfColumns<true> : StrongestOfColumns<false>)(planes, half, tables, buffers,
                                                                        strongest);
}

void MapCompact(const PhasePlanes& planes, const DieWindow& w, const Tables& tables, FilterBuffers& buffers) {
    const PaddedLayout layout(w);
    const auto lanes = static_cast<int>(hn::Lanes(D()));
    const CompactAnswers compact(tables, layout.stride);
    for (int y = 0; y < w.height; ++y) {
        for (int x = 0; x < w.width; x += lanes) {
            const std::size_t to = w.index(x, y);
            Best<true> best(planes.group_bytes.data() + to);
            compact.AddTo(best, buffers.smooth.data() + layout.index(x, y));
            best.Store(buffers.dark.data() + to, buffers.bright.data() + to);
        }
    }
}

template <bool kRows, bool kLong>
void MapLines(const Raster<kRows>& raster, const Tables& tables, FilterBuffers& buffers) {
    const auto lanes = static_cast<int>(hn::Lanes(D()));
    ShortLines(raster);
    const LineAnswers<kRows, kLong> lines(raster, tables);
    for (int y = 0; y < raster.height; ++y) {
        for (int x = 0; x < raster.width; x += lanes) {
            Best<true> best(raster.bytes + y * raster.bytes_stride + x);
            lines.AddTo(best, y * raster.padded + x);
            const std::ptrdiff_t to = y * raster.stride + x;
            best.Store(buffers.line_dark.data() + to, buffers.line_bright.data() + to);
        }
    }
}

/// Takes lines' answers `from` to `place` and, where it is of the same group, to `beside`.
HWY_INLINE void SpreadTo(V answers, V group_there, const std::int16_t* group_here, std::int16_t* to) {
    const D d;
    const V here = hn::LoadU(d, group_here);
    const V none = hn::Set(d, kNoGroupBytes);
    const auto counts = hn::AndNot(hn::Eq(here, none), hn::Eq(here, group_there));
    hn::StoreU(hn::Max(hn::LoadU(d, to), hn::IfThenElseZero(counts, answers)), d, to);
}

/// Lines' answers on every second row to the places that they were looked for and those below of the same
/// group.
void SpreadRows(const PhasePlanes& planes, const DieWindow& w, FilterBuffers& buffers) {
    const D d;
    for (int y = 0; y < w.height; ++y) {
        const std::size_t from = w.index(0, y / 2);
        const std::size_t there = w.index(0, y - y % 2);
        const std::size_t to = w.index(0, y);
        const auto stride = static_cast<std::size_t>(w.stride);
        for (std::size_t x = 0; x < stride; x += hn::Lanes(d)) {
            const std::int16_t* const here = planes.group_bytes.data() + to + x;
            const V group = hn::LoadU(d, planes.group_bytes.data() + there + x);
            SpreadTo(hn::LoadU(d, buffers.line_dark.data() + from + x), group, here,
                     buffers.dark.data() + to + x);
            SpreadTo(hn::LoadU(d, buffers.line_bright.data() + from + x), group, here,
                     buffers.bright.data() + to + x);
        }
    }
}

/// Each of half as many numbers twice.
HWY_INLINE V Twice(const std::int16_t* from) {
#if HWY_TARGET == HWY_SCALAR
    return hn::LoadU(D(), from);
#else
    const D d;
    const hn::Repartition<std::uint32_t, D> d32;
    const hn::Rebind<std::uint16_t, decltype(d32)> half;
    const auto low = hn::PromoteTo(d32, hn::LoadU(half, reinterpret_cast<const std::uint16_t*>(from)));
    return hn::BitCast(d, hn::Or(low, hn::ShiftLeft<16>(low)));
#endif
}

/// Likewise those on every second column to the places right of them.
void SpreadColumns(const PhasePlanes& planes, const DieWindow& w, const DieWindow& half,
                   FilterBuffers& buffers) {
    const D d;
    for (int y = 0; y < w.height; ++y) {
        const std::size_t from = half.index(0, y);
        const std::size_t to = w.index(0, y);
        const auto stride = static_cast<std::size_t>(w.stride);
        for (std::size_t x = 0; x < stride; x += hn::Lanes(d)) {
            const std::int16_t* const here = planes.group_bytes.data() + to + x;
            const V group = Twice(planes.column_bytes.data() + from + x / 2);
            SpreadTo(Twice(buffers.line_dark.data() + from + x / 2), group, here,
                     buffers.dark.data() + to + x);
            SpreadTo(Twice(buffers.line_bright.data() + from + x / 2), group, here,
                     buffers.bright.data() + to + x);
        }
    }
}

template <bool kLong>
void MapAll(const PhasePlanes& planes, const DieWindow& w, const DieWindow& half, const Tables& tables,
            FilterBuffers& buffers) {
    MapCompact(planes, w, tables, buffers);
    MapLines<true, kLong>(RowRaster(planes, w, buffers), tables, buffers);
    SpreadRows(planes, w, buffers);
    TakeColumns(w, half, buffers.smooth.data(), buffers.columns.data());
    MapLines<false, kLong>(ColumnRaster(planes, half, buffers), tables, buffers);
    SpreadColumns(planes, w, half, buffers);
}

void MapAnswers(const PhasePlanes& planes, const DieWindow& w, const DieWindow& half, const Tables& tables,
                bool long_lines, FilterBuffers& buffers) {
    (long_lines ? MapAll<true> : MapAll<false>)(planes, w, half, tables, buffers);
}

bool MarkAbove(const PhasePlanes& planes, const std::int16_t* answers, std::size_t size,
               const FilterWeights::Table& least, std::int16_t* marks) {
    const D d;
    const Table table = LoadTable(least);
    V any = hn::Zero(d);
    for (std::size_t i = 0; i < size; i += hn::Lanes(d)) {
        const V wanted = LookUp(table, hn::LoadU(d, planes.group_bytes.data() + i));
        const V above = hn::VecFromMask(d, hn::Not(hn::Lt(hn::LoadU(d, answers + i), wanted)));
        hn::StoreU(above, d, marks + i);
        any = hn::Or(any, above);
    }
    return !hn::AllTrue(d, hn::Eq(any, hn::Zero(d)));
}

}  // namespace HWY_NAMESPACE
}  // namespace waferglow::appearance
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace waferglow::appearance {
namespace {
HWY_EXPORT(MapAnswers);
HWY_EXPORT(Strongest);
HWY_EXPORT(MarkAbove);
}  // namespace

void strongest_numbers(const PhasePlanes& planes, const DieWindow& window, const FilterWeights& weights,
                       FilterBuffers& buffers, int* strongest) {
    HWY_DYNAMIC_DISPATCH(Strongest)
    (planes, window, window.every_second_column(), weights.tables, weights.long_lines, buffers, strongest);
}

void map_answers(const PhasePlanes& planes, const DieWindow& window, const FilterWeights& weights,
                 FilterBuffers& buffers) {
    HWY_DYNAMIC_DISPATCH(MapAnswers)
    (planes, window, window.every_second_column(), weights.tables, weights.long_lines, buffers);
}

bool mark_above(const PhasePlanes& planes, const Shorts& answers, const FilterWeights::Table& least,
                Shorts& marks) {
    return HWY_DYNAMIC_DISPATCH(MarkAbove)(planes, answers.data(), answers.size(), least, marks.data());
}

}  // namespace waferglow::appearance
#endif
