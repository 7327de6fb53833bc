// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module/internal/pixel_identity.h"

#include "libinspect/base/error.h"
#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace waferglow::module {

namespace {

constexpr std::int32_t kStageReach = 3;    // whole pixels by which overlapping images may be off
constexpr std::int32_t kModuleReach = 64;  // and the module as a whole
constexpr double kLitShare = 0.3;          // of a strong emitter's light
constexpr float kMostDetail = 0.3F;        // of log light: defects must not decide alone
constexpr std::size_t kLeastCommon = 60;   // emitters that two images share
constexpr double kLeastLikeness = 0.4;     // correlation of the same emitters
constexpr double kMostUnlikeness = 0.75;   // of the second best place, relative to the best
constexpr double kLeastMargin = 0.4;       // of the shorter side of what is in view

// How each emitter differs from those beside it; NaN where that is not known.
std::vector<float> detail_of(const LightMap& map, float lit) {
    std::vector<float> detail(map.light.size(), std::numeric_limits<float>::quiet_NaN());
    for (std::int32_t row = map.rect.first_row; row < map.rect.end_row; ++row) {
        for (std::int32_t col = map.rect.first_col + 1; col + 1 < map.rect.end_col; ++col) {
            const float before = map.at(row, col - 1);
            const float own = map.at(row, col);
            const float after = map.at(row, col + 1);
            if (!(before > lit && own > lit && after > lit)) continue;
            const float value = std::log(own) - 0.5F * (std::log(before) + std::log(after));
            detail[static_cast<std::size_t>(row - map.rect.first_row) *
                       static_cast<std::size_t>(map.rect.cols()) +
                   static_cast<std::size_t>(col - map.rect.first_col)] =
                std::clamp(value, -kMostDetail, kMostDetail);
        }
    }
    return detail;
}

float lit_level(const LightMap& map) {
    std::vector<float> lights;
    for (const float light : map.light) {
        if (std::isfinite(light)) lights.push_back(light);
    }
    if (lights.empty()) return std::numeric_limits<float>::infinity();
    return static_cast<float>(kLitShare) * value_of_share(lights, 0.9);
}

// Correlation of two images if what is (row, col) of the second is (row + d) of the first.
double likeness(const LightMap& a, const std::vector<float>& detail_a, const LightMap& b,
                const std::vector<float>& detail_b, DieIndex d) {
    double aa = 0.0;
    double bb = 0.0;
    double ab = 0.0;
    std::size_t common = 0;
    for (std::int32_t row = std::max(b.rect.first_row, a.rect.first_row - d.row);
         row < std::min(b.rect.end_row, a.rect.end_row - d.row); ++row) {
        for (std::int32_t col = std::max(b.rect.first_col, a.rect.first_col - d.col);
             col < std::min(b.rect.end_col, a.rect.end_col - d.col); ++col) {
            const auto x = static_cast<double>(detail_a[static_cast<std::size_t>(
                (row + d.row - a.rect.first_row) * a.rect.cols() + col + d.col - a.rect.first_col)]);
            const auto y = static_cast<double>(detail_b[static_cast<std::size_t>(
                (row - b.rect.first_row) * b.rect.cols() + col - b.rect.first_col)]);
            if (!std::isfinite(x) || !std::isfinite(y)) continue;
            aa += x * x;
            bb += y * y;
            ab += x * y;
            ++common;
        }
    }
    if (common < kLeastCommon || !(aa > 0.0) || !(bb > 0.0)) return 0.0;
    return ab / std::sqrt(aa * bb);
}

struct Tie {
    DieIndex d;
    double likeness = 0.0;  // 0: nothing is told
};

Tie tie_of(const LightMap& a, const std::vector<float>& detail_a, const LightMap& b,
           const std::vector<float>& detail_b) {
    Tie best;
    double second = 0.0;
    for (std::int32_t row = -kStageReach; row <= kStageReach; ++row) {
        for (std::int32_t col = -kStageReach; col <= kStageReach; ++col) {
            const double alike = likeness(a, detail_a, b, detail_b, {row, col});
            if (alike > best.likeness) {
                second = best.likeness;
                best = {{row, col}, alike};
            } else {
                second = std::max(second, alike);
            }
        }
    }
    if (best.likeness < kLeastLikeness || second > kMostUnlikeness * best.likeness) return {};
    return best;
}

// Offsets of all images against the first that is known, from image to image over the best ties.
struct Placed {
    std::vector<DieIndex> offset;
    std::vector<bool> done;
};

Placed place_by_overlaps(std::span<const LightMap> maps, std::span<const float> lit) {
    const std::size_t count = maps.size();
    std::vector<std::vector<float>> details;
    for (std::size_t i = 0; i < count; ++i) details.push_back(detail_of(maps[i], lit[i]));
    std::vector<Tie> ties(count * count);
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = i + 1; j < count; ++j) {
            if (!maps[i].known || !maps[j].known) continue;
            const Tie tie = tie_of(maps[i], details[i], maps[j], details[j]);
            ties[i * count + j] = tie;
            ties[j * count + i] = {{-tie.d.row, -tie.d.col}, tie.likeness};
        }
    }
    Placed placed{std::vector<DieIndex>(count), std::vector<bool>(count, false)};
    const auto first = std::ranges::find_if(maps, [](const LightMap& map) { return map.known; });
    if (first == maps.end()) return placed;
    placed.done[static_cast<std::size_t>(first - maps.begin())] = true;
    while (true) {
        Tie best;
        std::size_t from = 0;
        std::size_t to = 0;
        for (std::size_t i = 0; i < count; ++i) {
            for (std::size_t j = 0; j < count; ++j) {
                if (!placed.done[i] || placed.done[j] || ties[i * count + j].likeness <= best.likeness)
                    continue;
                best = ties[i * count + j];
                from = i;
                to = j;
            }
        }
        if (best.likeness <= 0.0) return placed;
        placed.done[to] = true;
        placed.offset[to] = {placed.offset[from].row + best.d.row, placed.offset[from].col + best.d.col};
    }
}

// Counts of lit and of dark emitters in any rectangle of an image.
class Counts {
  public:
    Counts(const LightMap& map, float lit)
        : rect_(map.rect), stride_(static_cast<std::size_t>(map.rect.cols()) + 1) {
        sums_.resize((static_cast<std::size_t>(rect_.rows()) + 1) * stride_);
        for (std::int32_t row = 0; row < rect_.rows(); ++row) {
            std::array<std::int64_t, 2> along{};
            for (std::int32_t col = 0; col < rect_.cols(); ++col) {
                const float light = map.at(row + rect_.first_row, col + rect_.first_col);
                if (std::isfinite(light)) ++along.at(light > lit ? 0 : 1);
                const std::size_t here =
                    (static_cast<std::size_t>(row) + 1) * stride_ + static_cast<std::size_t>(col) + 1;
                for (std::size_t kind = 0; kind < 2; ++kind)
                    sums_[here].at(kind) = sums_[here - stride_].at(kind) + along.at(kind);
            }
        }
    }
    /// Lit and dark ones with rows and columns of `within`.
    [[nodiscard]] std::array<std::int64_t, 2> in(const GridRect& within) const {
        const auto cut = [](std::int32_t value, std::int32_t first, std::int32_t end) {
            return static_cast<std::size_t>(std::clamp(value, first, end) - first);
        };
        const std::size_t top = cut(within.first_row, rect_.first_row, rect_.end_row);
        const std::size_t bottom = cut(within.end_row, rect_.first_row, rect_.end_row);
        const std::size_t left = cut(within.first_col, rect_.first_col, rect_.end_col);
        const std::size_t right = cut(within.end_col, rect_.first_col, rect_.end_col);
        std::array<std::int64_t, 2> sum{};
        for (std::size_t kind = 0; kind < 2; ++kind) {
            sum.at(kind) = sums_[bottom * stride_ + right].at(kind) - sums_[top * stride_ + right].at(kind) -
                           sums_[bottom * stride_ + left].at(kind) + sums_[top * stride_ + left].at(kind);
        }
        return sum;
    }
    [[nodiscard]] const GridRect& rect() const { return rect_; }

  private:
    GridRect rect_;
    std::size_t stride_;
    std::vector<std::array<std::int64_t, 2>> sums_;
};

// What speaks against an offset: emitters lit where none is, twice, and dark ones where they should glow.
double against(const Module& module, const Counts& counts, DieIndex offset) {
    const GridRect inside{-offset.row, module.grid.rows - offset.row, -offset.col,
                          module.grid.cols - offset.col};
    const auto within = counts.in(inside);
    const auto all = counts.in(counts.rect());
    return 2.0 * static_cast<double>(all[0] - within[0]) + static_cast<double>(within[1]);
}

[[noreturn]] void fail_identity() {
    throw Error(ErrorKind::job,
                "it can't be told which pixel of the module is which: the images do not show enough of the "
                "module's edges against dark surround; take images that show all four edges and some pixels "
                "of surround, and let neighbouring images overlap by at least 10 pixels of the module");
}

}  // namespace

std::vector<DieIndex> tell_pixels(const Module& module, std::span<const LightMap> maps, bool stage_is_exact) {
    std::vector<float> lit;
    for (const LightMap& map : maps) lit.push_back(map.known ? lit_level(map) : 0.0F);
    Placed placed = place_by_overlaps(maps, lit);
    std::vector<Counts> counts;
    std::vector<DieIndex> relative;
    std::int64_t shorter = 0;
    for (std::size_t i = 0; i < maps.size(); ++i) {
        if (!maps[i].known) continue;
        if (!placed.done[i] && !stage_is_exact) fail_identity();
        counts.emplace_back(maps[i], lit[i]);
        relative.push_back(placed.offset[i]);
        const GridRect seen = cut_to_module(maps[i].rect, module);
        shorter = std::max<std::int64_t>(shorter, std::min(seen.rows(), seen.cols()));
    }
    DieIndex best;
    double least = std::numeric_limits<double>::infinity();
    double second = least;
    for (std::int32_t row = -kModuleReach; row <= kModuleReach; ++row) {
        for (std::int32_t col = -kModuleReach; col <= kModuleReach; ++col) {
            double sum = 0.0;
            for (std::size_t i = 0; i < counts.size() && sum < second; ++i) {
                sum += against(module, counts[i], {row + relative[i].row, col + relative[i].col});
            }
            if (sum < least) {
                second = least;
                least = sum;
                best = {row, col};
            } else {
                second = std::min(second, sum);
            }
        }
    }
    if (!(second - least >= kLeastMargin * static_cast<double>(shorter)) || shorter <= 0) fail_identity();
    std::vector<DieIndex> offsets;
    for (std::size_t i = 0; i < maps.size(); ++i) {
        offsets.push_back({best.row + placed.offset[i].row, best.col + placed.offset[i].col});
    }
    return offsets;
}

}  // namespace waferglow::module
