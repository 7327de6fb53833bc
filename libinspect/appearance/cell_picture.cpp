// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/appearance/internal/cell_picture.h"

#include "libinspect/base/order_statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace waferglow::appearance {
namespace {

constexpr double kFoldStep_px = 0.5;

/// Adds pixels to the samples around them with a triangle two steps wide to each side: whatever the pitch,
/// no sample stays empty. The triangle is a product of one along x and one along y: rows are folded first.
class Fold {
  public:
    Fold(double pitch_x_px, double pitch_y_px)
        : width_(std::max(2, static_cast<int>(std::lround(pitch_x_px / kFoldStep_px)))),
          height_(std::max(2, static_cast<int>(std::lround(pitch_y_px / kFoldStep_px)))),
          columns_(static_cast<std::size_t>(width_ + 2 * kPad)),
          sums_(columns_ * static_cast<std::size_t>(height_ + 2 * kPad), 0.0F),
          weights_(sums_.size(), 0.0F),
          row_(columns_, 0.0F),
          row_weight_(columns_, 0.0F) {}

    /// Pixels x0 <= x < x1, y0 <= y < y1 around a die's centre.
    void add(const ImageView& image, const PixelCorrection& correction, PixelPoint center, int x0, int x1,
             int y0, int y1) {
        // A pixel is two samples wide: pixels of a row lie alike between samples.
        const Taps across = taps_of(x0 - center.x, width_);
        const auto count = std::min(static_cast<std::size_t>(x1 - x0), (columns_ - across.first - 2) / 2);
        std::ranges::fill(row_weight_, 0.0F);
        for (std::size_t k = 0; k < count; ++k) {
            for (std::size_t i = 0; i < kTaps; ++i) row_weight_[across.first + 2 * k + i] += across.weight[i];
        }
        light_.assign(count + 1, 0.0F);  // the first one: before the row
        for (int y = y0; y < y1; ++y) {
            for (std::size_t k = 0; k < count; ++k) {
                const int x = x0 + static_cast<int>(k);
                light_[k + 1] = correction.corrected(x, y, image.at(x, y));
            }
            std::ranges::fill(row_, 0.0F);
            float* const to = row_.data() + across.first;
            for (std::size_t k = 0; k < count; ++k) {
                to[2 * k] = across.weight[0] * light_[k + 1] + across.weight[2] * light_[k];
                to[2 * k + 1] = across.weight[1] * light_[k + 1] + across.weight[3] * light_[k];
            }
            to[2 * count] = across.weight[2] * light_[count];
            to[2 * count + 1] = across.weight[3] * light_[count];
            const Taps taps = taps_of(y - center.y, height_);
            for (std::size_t j = 0; j < kTaps; ++j) {
                const float weight = taps.weight[j];
                float* const sums = sums_.data() + (taps.first + j) * columns_;
                float* const weights = weights_.data() + (taps.first + j) * columns_;
                for (std::size_t i = 0; i < columns_; ++i) {
                    sums[i] += weight * row_[i];
                    weights[i] += weight * row_weight_[i];
                }
            }
        }
    }

    [[nodiscard]] CellPicture picture() const {
        const std::size_t size = static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_);
        CellPicture cell{.width = width_,
                         .height = height_,
                         .step_px = kFoldStep_px,
                         .first = {-0.5 * width_ * kFoldStep_px, -0.5 * height_ * kFoldStep_px},
                         .light = std::vector<float>(size, 0.0F)};
        std::vector<double> sums(size, 0.0);
        std::vector<double> weights(size, 0.0);
        for (int v = -kPad; v < height_ + kPad; ++v) {
            for (int u = -kPad; u < width_ + kPad; ++u) {
                const std::size_t from =
                    static_cast<std::size_t>(v + kPad) * columns_ + static_cast<std::size_t>(u + kPad);
                const std::size_t to =
                    static_cast<std::size_t>(wrap(v, height_)) * static_cast<std::size_t>(width_) +
                    static_cast<std::size_t>(wrap(u, width_));
                sums[to] += static_cast<double>(sums_[from]);
                weights[to] += static_cast<double>(weights_[from]);
            }
        }
        for (std::size_t i = 0; i < size; ++i) {
            if (weights[i] > 0.0) cell.light[i] = static_cast<float>(sums[i] / weights[i]);
        }
        return cell;
    }

  private:
    static constexpr int kPad = 4;
    static constexpr std::size_t kTaps = 4;
    /// The samples that a pixel counts for along an axis.
    struct Taps {
        std::size_t first = 0;  // in the padded picture
        std::array<float, kTaps> weight{};
    };
    static Taps taps_of(double at_px, int samples) {
        const double u = at_px / kFoldStep_px + 0.5 * samples;
        const int first = static_cast<int>(std::floor(u)) - 1;
        Taps taps{.first = static_cast<std::size_t>(
                      std::clamp(first + kPad, 0, samples + 2 * kPad - static_cast<int>(kTaps)))};
        for (int i = 0; i < static_cast<int>(kTaps); ++i) {
            taps.weight.at(static_cast<std::size_t>(i)) =
                static_cast<float>(std::max(0.0, 2.0 - std::abs(first + i - u)));
        }
        return taps;
    }
    static int wrap(int i, int count) { return ((i % count) + count) % count; }

    int width_;
    int height_;
    std::size_t columns_;  // of the padded picture
    std::vector<float> sums_;
    std::vector<float> weights_;
    std::vector<float> row_;
    std::vector<float> row_weight_;
    std::vector<float> light_;
};

/// Sums of a periodic picture over rectangles of samples.
class PeriodicSums {
  public:
    PeriodicSums(const CellPicture& cell, bool squares) : width_(2 * cell.width), height_(2 * cell.height) {
        sums_.resize(static_cast<std::size_t>(width_ + 1) * static_cast<std::size_t>(height_ + 1), 0.0);
        for (int y = 0; y < height_; ++y) {
            for (int x = 0; x < width_; ++x) {
                const double v = static_cast<double>(cell.at(x % cell.width, y % cell.height));
                at(x + 1, y + 1) = (squares ? v * v : v) + at(x, y + 1) + at(x + 1, y) - at(x, y);
            }
        }
    }
    [[nodiscard]] double of(int x, int y, int width, int height) {
        return at(x + width, y + height) - at(x, y + height) - at(x + width, y) + at(x, y);
    }

  private:
    double& at(int x, int y) {
        return sums_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_ + 1) +
                     static_cast<std::size_t>(x)];
    }
    int width_;
    int height_;
    std::vector<double> sums_;
};

/// A line of samples across the die: a row of the picture, or a column.
struct Line {
    const CellPicture* cell;
    bool column;
    int number;
    [[nodiscard]] int length() const { return column ? cell->height : cell->width; }
    [[nodiscard]] double at(int i) const {
        const int n = length();
        const int wrapped = ((i % n) + n) % n;
        return static_cast<double>(column ? cell->at(number, wrapped) : cell->at(wrapped, number));
    }
};

/// Where a line, followed from sample `from` on towards the die, has come from the street's light a fifth of
/// the way to the body's. That far out a pad behind the edge hardly shows; the same level on both sides
/// leaves the middle where it is. None within `steps` samples.
std::optional<double> edge_from(const Line& line, double from, int direction, int steps, double street,
                                double body) {
    constexpr double kLevel = 0.2;
    const int start = static_cast<int>(std::lround(from));
    const auto rise = [&](int i) { return (line.at(i) - street) / (body - street) - kLevel; };
    double before = rise(start);
    if (before >= 0.0) return std::nullopt;
    for (int k = 1; k <= steps; ++k) {
        const double here = rise(start + k * direction);
        if (here >= 0.0) return start + direction * (k - 1 + before / (before - here));
        before = here;
    }
    return std::nullopt;
}

/// Light of the street on a line: the furthest from the body's, of the samples beyond both edges.
double street_of(const Line& line, double before, double after, double body) {
    double street = body;
    const int length = line.length();
    for (int i = static_cast<int>(std::ceil(after)); i <= static_cast<int>(std::floor(before)) + length;
         ++i) {
        if (std::abs(line.at(i) - body) > std::abs(street - body)) street = line.at(i);
    }
    return street;
}

/// The median over lines of the middle between both edges, samples; none where hardly a line shows both.
std::optional<double> middle_of_edges(const CellPicture& cell, bool column, double die_px, double expected,
                                      double from, double to, double body) {
    constexpr double kBeyond_px = 2.0;  // of the expected edge, where the search begins
    constexpr double kWithin_px = 2.0;
    const double half = 0.5 * die_px / cell.step_px;
    const int period = column ? cell.height : cell.width;
    const double beyond = std::min(kBeyond_px / cell.step_px, 0.5 * (period - 2.0 * half));
    const int steps = static_cast<int>(std::lround(beyond + std::min(kWithin_px / cell.step_px, half)));
    const int count = column ? cell.width : cell.height;
    std::vector<double> places;
    int lines = 0;
    for (int number = static_cast<int>(std::ceil(from)); number <= static_cast<int>(std::floor(to));
         ++number) {
        const Line line{&cell, column, ((number % count) + count) % count};
        const double near = expected - half - beyond;
        const double far = expected + half + beyond;
        const double street = street_of(line, near, far, body);
        ++lines;
        if (std::abs(street - body) < 0.02 * std::abs(body)) continue;
        const std::optional<double> first = edge_from(line, near, 1, steps, street, body);
        const std::optional<double> last = edge_from(line, far, -1, steps, street, body);
        if (first && last) places.push_back(0.5 * (*first + *last));
    }
    if (2 * places.size() < static_cast<std::size_t>(lines) || places.empty()) return std::nullopt;
    return upper_median(places);
}

/// Light of the body: of the die's samples a quarter is darker, be the rest metal or not.
double body_of(const CellPicture& cell, double x, double y, double half_width, double half_height) {
    std::vector<float> inside;
    constexpr double kInset = 0.7;
    for (int v = static_cast<int>(std::ceil(y - kInset * half_height)); v <= y + kInset * half_height; ++v) {
        for (int u = static_cast<int>(std::ceil(x - kInset * half_width)); u <= x + kInset * half_width;
             ++u) {
            inside.push_back(cell.at(((u % cell.width) + cell.width) % cell.width,
                                     ((v % cell.height) + cell.height) % cell.height));
        }
    }
    return inside.empty() ? 0.0 : static_cast<double>(value_of_share(inside, 0.25));
}

}  // namespace

CellPicture mean_cell(const ImageView& image, const PixelCorrection& correction, const TileLattice& lattice,
                      std::span<const DieIndex> dies, std::size_t most) {
    const double pitch_x = std::hypot(lattice.along_col.x, lattice.along_col.y);
    const double pitch_y = std::hypot(lattice.along_row.x, lattice.along_row.y);
    Fold fold(pitch_x, pitch_y);
    bool any = false;
    const std::size_t step = std::max<std::size_t>(1, dies.size() / std::max<std::size_t>(1, most));
    for (std::size_t i = 0; i < dies.size(); i += step) {
        const PixelPoint c = lattice.center(dies[i]);
        const int x0 = static_cast<int>(std::ceil(c.x - 0.5 * pitch_x));
        const int x1 = static_cast<int>(std::ceil(c.x + 0.5 * pitch_x));
        const int y0 = static_cast<int>(std::ceil(c.y - 0.5 * pitch_y));
        const int y1 = static_cast<int>(std::ceil(c.y + 0.5 * pitch_y));
        if (x0 < 0 || y0 < 0 || x1 > image.width || y1 > image.height) continue;
        any = true;
        fold.add(image, correction, c, x0, x1, y0, y1);
    }
    return any ? fold.picture() : CellPicture{};
}

std::optional<PixelPoint> find_streets(const CellPicture& cell, double die_width_px, double die_height_px) {
    if (cell.width == 0) return std::nullopt;
    const int width = std::clamp(static_cast<int>(std::lround(die_width_px / cell.step_px)), 1, cell.width);
    const int height =
        std::clamp(static_cast<int>(std::lround(die_height_px / cell.step_px)), 1, cell.height);
    const double count = static_cast<double>(cell.width * cell.height - width * height);
    if (count <= 0.0) return std::nullopt;
    PeriodicSums sums(cell, false);
    PeriodicSums squares(cell, true);
    const double all = sums.of(0, 0, cell.width, cell.height);
    const double all_squares = squares.of(0, 0, cell.width, cell.height);
    const double cells = static_cast<double>(cell.width) * cell.height;
    const double whole_variance = (all_squares - all * all / cells) / cells;
    double best = std::numeric_limits<double>::infinity();
    PixelPoint at{};
    for (int y = 0; y < cell.height; ++y) {
        for (int x = 0; x < cell.width; ++x) {
            const double sum = all - sums.of(x, y, width, height);
            const double square = all_squares - squares.of(x, y, width, height);
            const double variance = (square - sum * sum / count) / count;
            if (variance >= best) continue;
            best = variance;
            // Middle of the rectangle against the picture's origin, nearest to zero modulo the pitch.
            const auto near_zero = [&](double v, double period) {
                return v - period * std::round(v / period);
            };
            at = {near_zero(cell.first.x + (x + 0.5 * (width - 1)) * cell.step_px, cell.width * cell.step_px),
                  near_zero(cell.first.y + (y + 0.5 * (height - 1)) * cell.step_px,
                            cell.height * cell.step_px)};
        }
    }
    constexpr double kClearlyMoreEven = 0.6;
    constexpr double kLeastContrast = 0.01;  // of the mean; less is what unevenness of the light leaves
    const double mean = all / cells;
    if (!(whole_variance > kLeastContrast * kLeastContrast * mean * mean) ||
        best > kClearlyMoreEven * whole_variance)
        return std::nullopt;
    return at;
}

EdgeMiddle find_edge_middle(const CellPicture& cell, double die_width_px, double die_height_px,
                            PixelPoint near) {
    if (cell.width == 0) return {};
    const double x = (near.x - cell.first.x) / cell.step_px;
    const double y = (near.y - cell.first.y) / cell.step_px;
    const double half_width = 0.5 * die_width_px / cell.step_px;
    const double half_height = 0.5 * die_height_px / cell.step_px;
    const double body = body_of(cell, x, y, half_width, half_height);
    // Lines near a corner see the edge across theirs too.
    constexpr double kShare = 0.7;
    const auto in_px = [&](std::optional<double> at, double first) -> std::optional<double> {
        if (!at) return std::nullopt;
        return first + *at * cell.step_px;
    };
    return {in_px(middle_of_edges(cell, false, die_width_px, x, y - kShare * half_height,
                                  y + kShare * half_height, body),
                  cell.first.x),
            in_px(middle_of_edges(cell, true, die_height_px, y, x - kShare * half_width,
                                  x + kShare * half_width, body),
                  cell.first.y)};
}

}  // namespace waferglow::appearance
