// SPDX-License-Identifier: GPL-3.0-or-later
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libinspect/appearance/filter_kernel.cpp"
#include "hwy/foreach_target.h"
//
#include "hwy/highway.h"
#include "libinspect/appearance/internal/filter_kernel.h"

#include <algorithm>
#include <array>

HWY_BEFORE_NAMESPACE();
namespace waferglow::appearance {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using D = hn::CappedTag<std::int16_t, 16>;
using V = hn::Vec<D>;
using Tables = std::array<FilterWeights::Table, kFilters>;

// A table of weights in a register, and what vectors look up in it.
#if HWY_TARGET == HWY_SCALAR
using Table = const std::int16_t*;
HWY_INLINE Table LoadTable(const FilterWeights::Table& table) {
    return table.data();
}
HWY_INLINE V LookUp(Table table, V bytes) {
    return hn::Set(D(), table[(hn::GetLane(bytes) & 255) / 2]);
}
#else
using Table = V;
HWY_INLINE Table LoadTable(const FilterWeights::Table& table) {
    return hn::LoadDup128(D(), table.data());
}
HWY_INLINE V LookUp(Table table, V bytes) {
    return hn::TableLookupBytes(table, bytes);
}
#endif

template <int kHalf>
HWY_INLINE V LineSum(const std::int16_t* at, std::ptrdiff_t step) {
    const D d;
    V sum = hn::LoadU(d, at);
    for (int i = 1; i <= kHalf; ++i) {
        sum = hn::Add(sum, hn::Add(hn::LoadU(d, at - i * step), hn::LoadU(d, at + i * step)));
    }
    return sum;
}

/// A raster on which lines are looked for: that of the window, or one with every second column of it, of
/// which every `step_y`-th row counts.
struct Raster {
    int width = 0;
    int height = 0;
    int step_y = 1;
    std::ptrdiff_t padded = 0;  // from row to row of padded pictures
    std::ptrdiff_t origin = 0;  // of their pixel (0, 0)
    std::ptrdiff_t stride = 0;  // from row to row of answers
    const std::int16_t* smooth = nullptr;
    const std::int16_t* bytes = nullptr;  // of groups
    std::ptrdiff_t bytes_stride = 0;      // from one row that counts to the next
};

template <int kHalf>
void ShortLine(const Raster& raster, std::ptrdiff_t step, std::int16_t* out) {
    const D d;
    const auto lanes = static_cast<int>(hn::Lanes(d));
    const int width = raster.width;
    const int height = raster.height;
    const int step_y = raster.step_y;
    const std::int16_t* from = raster.smooth + raster.origin;
    std::int16_t* to = out + raster.origin;
    const auto within = hn::FirstN(d, static_cast<std::size_t>(width % lanes));
    for (int y = 0; y < height; y += step_y) {
        int x = 0;
        for (; x + lanes <= width; x += lanes) hn::StoreU(LineSum<kHalf>(from + x, step), d, to + x);
        if (x < width) hn::StoreU(hn::IfThenElseZero(within, LineSum<kHalf>(from + x, step)), d, to + x);
        from += step_y * raster.padded;
        to += step_y * raster.padded;
    }
}

/// The strongest answers of eight or sixteen neighbours. kSigned: of each polarity by itself.
template <bool kSigned>
class Best {
  public:
    HWY_INLINE Best(const std::int16_t* group_bytes) {
        const D d;
        bytes_ = hn::LoadU(d, group_bytes);
        most_ = least_ = hn::Zero(d);
    }
    HWY_INLINE void Resume(const std::int16_t* dark, const std::int16_t* bright) {
        const D d;
        if (kSigned) {
            least_ = hn::Neg(hn::LoadU(d, dark));
            most_ = hn::LoadU(d, bright);
        } else {
            most_ = hn::LoadU(d, dark);
        }
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

  private:
    V bytes_, most_, least_;
};

template <bool kSigned>
void Compact(const PhasePlanes& planes, const DieWindow& w, const Tables& tables, FilterBuffers& buffers) {
    const D d;
    const PaddedLayout layout(w);
    const std::ptrdiff_t stride = layout.stride;
    const auto lanes = static_cast<int>(hn::Lanes(d));
    const Table point = LoadTable(tables[kPointFilter]);
    const Table blob4 = LoadTable(tables[kBlob4Filter]);
    const Table blob6 = LoadTable(tables[kBlob6Filter]);
    const std::int16_t* const bytes = planes.group_bytes.data();
    const std::int16_t* const smooth = buffers.smooth.data();
    std::int16_t* const dark = buffers.dark.data();
    std::int16_t* const bright = buffers.bright.data();
    const int width = w.width;
    const int height = w.height;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; x += lanes) {
            const std::size_t to = w.index(x, y);
            const std::int16_t* const at = smooth + layout.index(x, y);
            Best<kSigned> best(bytes + to);
            const V here = hn::LoadU(d, at);
            best.Add(here, point);
            const auto sides = [&](const std::int16_t* row, int reach) {
                return hn::Add(hn::LoadU(d, row - reach), hn::LoadU(d, row + reach));
            };
            best.Add(hn::Add(sides(at - stride, 1), sides(at + stride, 1)), blob4);
            const auto three = [&](const std::int16_t* row) {
                return hn::Add(sides(row, 2), hn::LoadU(d, row));
            };
            const V outer = hn::Add(three(at - 2 * stride), three(at + 2 * stride));
            best.Add(hn::Add(outer, hn::Add(sides(at, 2), here)), blob6);
            best.Store(dark + to, bright + to);
        }
    }
}

/// Lines in kCount directions at once: the strongest answers are then read and written less often.
template <bool kSigned, bool kLong, std::size_t kCount>
void Lines(const Raster& raster, const std::array<std::size_t, kCount>& directions,
           const std::array<int, kCount>& step_x, const Tables& tables, bool first, FilterBuffers& buffers,
           std::array<Shorts, 3>& lines) {
    const D d;
    const auto lanes = static_cast<int>(hn::Lanes(d));
    Table short_table[kCount], long_table[kCount];
    const std::int16_t* line[kCount];
    std::ptrdiff_t back[kCount], on[kCount];
    for (std::size_t k = 0; k < kCount; ++k) {
        const LineFilter& filter = kLines[directions[k]];
        const std::ptrdiff_t step = filter.step.y * raster.padded + step_x[k];
        std::int16_t* const out = lines[k].data();
        if (filter.half == 2) {
            ShortLine<2>(raster, step, out);
        } else {
            ShortLine<3>(raster, step, out);
        }
        line[k] = out + raster.origin;
        back[k] = -steps_back(filter) * step;
        on[k] = steps_on(filter) * step;
        short_table[k] = LoadTable(tables[kFirstShort + directions[k]]);
        long_table[k] = LoadTable(tables[kFirstLong + directions[k]]);
    }
    const std::int16_t* bytes = raster.bytes;
    std::int16_t* dark = buffers.line_dark.data();
    std::int16_t* bright = buffers.line_bright.data();
    const int width = raster.width;
    for (int y = 0; y < raster.height; y += raster.step_y) {
        for (int x = 0; x < width; x += lanes) {
            Best<kSigned> best(bytes + x);
            if (!first) best.Resume(dark + x, bright + x);
            for (std::size_t k = 0; k < kCount; ++k) {
                best.Add(hn::LoadU(d, line[k] + x), short_table[k]);
                if (!kLong) continue;
                const V both =
                    hn::Add(hn::LoadU(d, line[k] + back[k] + x), hn::LoadU(d, line[k] + on[k] + x));
                best.Add(both, long_table[k]);
            }
            best.Store(dark + x, bright + x);
        }
        bytes += raster.bytes_stride;
        dark += raster.stride;
        bright += raster.stride;
        for (std::size_t k = 0; k < kCount; ++k) line[k] += raster.step_y * raster.padded;
    }
}

Raster RowRaster(const PhasePlanes& planes, const DieWindow& w, const FilterBuffers& buffers) {
    const PaddedLayout layout(w);
    return {.width = w.width,
            .height = w.height,
            .step_y = 2,
            .padded = layout.stride,
            .origin = layout.index(0, 0),
            .stride = w.stride,
            .smooth = buffers.smooth.data(),
            .bytes = planes.group_bytes.data(),
            .bytes_stride = 2 * w.stride};
}

Raster ColumnRaster(const PhasePlanes& planes, const DieWindow& half, const FilterBuffers& buffers) {
    const PaddedLayout layout(half);
    return {.width = half.width,
            .height = half.height,
            .padded = layout.stride,
            .origin = layout.index(0, 0),
            .stride = half.stride,
            .smooth = buffers.columns.data(),
            .bytes = planes.column_bytes.data(),
            .bytes_stride = half.stride};
}

/// Directions that are looked for on every second row and column, and their steps across there.
constexpr std::array<std::size_t, 3> kSteep{3, 4, 5};
constexpr std::array<std::size_t, 2> kDiagonal{2, 6};
constexpr std::array<std::size_t, 3> kFlat{0, 1, 7};

template <bool kSigned, bool kLong>
void RowLines(const Raster& raster, const Tables& tables, FilterBuffers& buffers) {
    Lines<kSigned, kLong, 3>(raster, kSteep, {kLines[3].step.x, kLines[4].step.x, kLines[5].step.x}, tables,
                             true, buffers, buffers.lines);
    Lines<kSigned, kLong, 2>(raster, kDiagonal, {kLines[2].step.x, kLines[6].step.x}, tables, false, buffers,
                             buffers.lines);
}

template <bool kSigned, bool kLong>
void ColumnLines(const Raster& raster, const Tables& tables, FilterBuffers& buffers) {
    Lines<kSigned, kLong, 3>(raster, kFlat, {1, 1, 1}, tables, true, buffers, buffers.column_lines);
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
        const hn::Repartition<std::int32_t, D> d32;
        const hn::Rebind<std::int16_t, decltype(d32)> d16;
        const auto lanes = static_cast<int>(hn::Lanes(d32));
        for (; x + lanes <= half.width; x += lanes) {
            const auto pairs = hn::BitCast(d32, hn::LoadU(d, from + 2 * x));
            hn::StoreU(hn::DemoteTo(d16, hn::ShiftRight<16>(hn::ShiftLeft<16>(pairs))), d16, to + x);
        }
#endif
        for (; x < half.width; ++x) to[x] = from[2 * x];
    }
}

/// Takes the largest answers of each group into `most`.
class GroupMost {
  public:
    HWY_INLINE GroupMost() {
        const D d;
        for (V& m : most_) m = hn::Zero(d);
        for (std::size_t g = 0; g < kTailGroups; ++g)
            bytes_[g] = hn::Set(d, static_cast<std::int16_t>(2 * g | (2 * g + 1) << 8));
    }
    HWY_INLINE void Add(const std::int16_t* answers, std::ptrdiff_t stride, const std::int16_t* bytes,
                        std::ptrdiff_t bytes_stride, int width, int rows) {
        const D d;
        const auto lanes = static_cast<int>(hn::Lanes(d));
        for (int y = 0; y < rows; ++y) {
            for (int x = 0; x < width; x += lanes) {
                const V best = hn::LoadU(d, answers + x);
                const V group = hn::LoadU(d, bytes + x);
                for (std::size_t g = 0; g < kTailGroups; ++g)
                    most_[g] = hn::Max(most_[g], hn::IfThenElseZero(hn::Eq(group, bytes_[g]), best));
            }
            answers += stride;
            bytes += bytes_stride;
        }
    }
    HWY_INLINE void Store(int* most) const {
        for (std::size_t g = 0; g < kTailGroups; ++g) most[g] = hn::GetLane(hn::MaxOfLanes(D(), most_[g]));
    }

  private:
    V most_[kTailGroups];
    V bytes_[kTailGroups];
};

void Strongest(const PhasePlanes& planes, const DieWindow& w, const DieWindow& half, const Tables& tables,
               bool long_lines, FilterBuffers& buffers, int* strongest) {
    GroupMost most;
    Compact<false>(planes, w, tables, buffers);
    most.Add(buffers.dark.data(), w.stride, planes.group_bytes.data(), w.stride, w.width, w.height);
    const std::int16_t* const answers = buffers.line_dark.data();
    const Raster rows = RowRaster(planes, w, buffers);
    (long_lines ? RowLines<false, true> : RowLines<false, false>)(rows, tables, buffers);
    most.Add(answers, rows.stride, rows.bytes, rows.bytes_stride, rows.width, (rows.height + 1) / 2);
    TakeColumns(w, half, buffers.smooth.data(), buffers.columns.data());
    const Raster columns = ColumnRaster(planes, half, buffers);
    (long_lines ? ColumnLines<false, true> : ColumnLines<false, false>)(columns, tables, buffers);
    most.Add(answers, columns.stride, columns.bytes, columns.bytes_stride, columns.width, columns.height);
    most.Store(strongest);
}

/// Lines' answers to the places that they were looked for and those of the same group beside: place (x, y)
/// takes that of (x >> across, y >> down).
void Spread(const PhasePlanes& planes, const DieWindow& w, int across, int down, std::ptrdiff_t stride,
            FilterBuffers& buffers) {
    for (int y = 0; y < w.height; ++y) {
        for (int x = 0; x < w.width; ++x) {
            const std::size_t to = w.index(x, y);
            const std::size_t place = w.index(x >> across << across, y >> down << down);
            // An answer counts by the tail of the place that it was looked for at.
            if (planes.group[to] != planes.group[place] || planes.group[to] == TailGroup::none) continue;
            const auto from = static_cast<std::size_t>((y >> down) * stride + (x >> across));
            buffers.dark[to] = std::max(buffers.dark[to], buffers.line_dark[from]);
            buffers.bright[to] = std::max(buffers.bright[to], buffers.line_bright[from]);
        }
    }
}

void MapAnswers(const PhasePlanes& planes, const DieWindow& w, const DieWindow& half, const Tables& tables,
                bool long_lines, FilterBuffers& buffers) {
    Compact<true>(planes, w, tables, buffers);
    const Raster rows = RowRaster(planes, w, buffers);
    (long_lines ? RowLines<true, true> : RowLines<true, false>)(rows, tables, buffers);
    Spread(planes, w, 0, 1, rows.stride, buffers);
    TakeColumns(w, half, buffers.smooth.data(), buffers.columns.data());
    const Raster columns = ColumnRaster(planes, half, buffers);
    (long_lines ? ColumnLines<true, true> : ColumnLines<true, false>)(columns, tables, buffers);
    Spread(planes, w, 1, 0, columns.stride, buffers);
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
