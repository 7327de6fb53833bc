// SPDX-License-Identifier: GPL-3.0-or-later
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libinspect/appearance/filter_kernel.cpp"
#include "hwy/foreach_target.h"
//
#include "hwy/highway.h"
#include "libinspect/appearance/internal/filter_answers-inl.h"
#include "libinspect/appearance/internal/filter_kernel.h"

#include <algorithm>
#include <array>
#include <type_traits>

HWY_BEFORE_NAMESPACE();
namespace waferglow::appearance {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

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
