// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module/internal/tail.h"

#include "libinspect/base/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace waferglow::module {

namespace {

constexpr int kBin = 2;               // pixels of the image that make one of the fields below
constexpr double kReachSigmas = 3.5;  // of a Gaussian
constexpr int kDescents = 3000;       // of the fit without negative shares
constexpr int kFixedPoints = 3;       // the tail is some per cent: each round leaves some per cent
constexpr std::array<double, 6> kTailSigmas_px{4.0, 6.0, 9.0, 13.0, 19.0, 28.0};
constexpr std::size_t kLeastSamples = 300;

// The image's light in bins, mirrored beyond its borders.
struct Field {
    int width = 0;
    int height = 0;
    std::vector<float> px;
    [[nodiscard]] float* row(int y) { return px.data() + static_cast<std::ptrdiff_t>(y) * width; }
    [[nodiscard]] const float* row(int y) const { return px.data() + static_cast<std::ptrdiff_t>(y) * width; }
};

Field binned(const LightImage& image) {
    Field field{(image.width + kBin - 1) / kBin, (image.height + kBin - 1) / kBin, {}};
    field.px.resize(static_cast<std::size_t>(field.width) * static_cast<std::size_t>(field.height));
    parallel_blocks(static_cast<std::size_t>(field.height), 32, [&](std::size_t begin, std::size_t end) {
        for (auto y = static_cast<int>(begin); y < static_cast<int>(end); ++y) {
            float* to = field.row(y);
            for (int x = 0; x < field.width; ++x) {
                float sum = 0.0F;
                for (int j = 0; j < kBin; ++j) {
                    const float* from = image.row(std::min(y * kBin + j, image.height - 1));
                    for (int k = 0; k < kBin; ++k) sum += from[std::min(x * kBin + k, image.width - 1)];
                }
                to[x] = sum / static_cast<float>(kBin * kBin);
            }
        }
    });
    return field;
}

int mirrored(int at, int size) {
    if (size == 1) return 0;
    const int period = 2 * size;
    at = ((at % period) + period) % period;
    return at < size ? at : period - 1 - at;
}

std::vector<float> gauss_kernel(double sigma) {
    const int reach = std::max(1, static_cast<int>(std::ceil(kReachSigmas * sigma)));
    std::vector<float> kernel(static_cast<std::size_t>(reach) + 1);
    double sum = 0.0;
    for (int k = 0; k <= reach; ++k) {
        const double value = std::exp(-0.5 * k * k / (sigma * sigma));
        kernel[static_cast<std::size_t>(k)] = static_cast<float>(value);
        sum += k == 0 ? value : 2.0 * value;
    }
    for (float& value : kernel) value = static_cast<float>(static_cast<double>(value) / sum);
    return kernel;
}

Field blurred(const Field& field, double sigma_px) {
    const std::vector<float> kernel = gauss_kernel(sigma_px / kBin);
    const int reach = static_cast<int>(kernel.size()) - 1;
    Field across = field;
    Field out = field;
    parallel_blocks(static_cast<std::size_t>(field.height), 16, [&](std::size_t begin, std::size_t end) {
        std::vector<float> line(static_cast<std::size_t>(field.width + 2 * reach));
        for (auto y = static_cast<int>(begin); y < static_cast<int>(end); ++y) {
            const float* from = field.row(y);
            for (int x = -reach; x < field.width + reach; ++x) {
                line[static_cast<std::size_t>(x + reach)] = from[mirrored(x, field.width)];
            }
            float* to = across.row(y);
            const float* middle = line.data() + reach;
            for (int x = 0; x < field.width; ++x) to[x] = kernel[0] * middle[x];
            for (int k = 1; k <= reach; ++k) {
                const float weight = kernel[static_cast<std::size_t>(k)];
                for (int x = 0; x < field.width; ++x) to[x] += weight * (middle[x - k] + middle[x + k]);
            }
        }
    });
    parallel_blocks(static_cast<std::size_t>(field.height), 16, [&](std::size_t begin, std::size_t end) {
        for (auto y = static_cast<int>(begin); y < static_cast<int>(end); ++y) {
            float* to = out.row(y);
            const float* own = across.row(y);
            for (int x = 0; x < field.width; ++x) to[x] = kernel[0] * own[x];
            for (int k = 1; k <= reach; ++k) {
                const float weight = kernel[static_cast<std::size_t>(k)];
                const float* above = across.row(mirrored(y - k, field.height));
                const float* below = across.row(mirrored(y + k, field.height));
                for (int x = 0; x < field.width; ++x) to[x] += weight * (above[x] + below[x]);
            }
        }
    });
    return out;
}

// The tail's light in bins, for an image that holds it.
Field tail_field(const Field& seen, std::span<const TailTerm> tail) {
    Field all = seen;  // light as it would be were it not thrown around
    Field spread = seen;
    const auto kept = static_cast<float>(1.0 - share_of(tail));
    for (int round = 0; round < kFixedPoints; ++round) {
        std::ranges::fill(spread.px, 0.0F);
        for (const TailTerm& term : tail) {
            const Field wide = blurred(all, term.sigma_px);
            const auto share = static_cast<float>(term.share);
            for (std::size_t i = 0; i < spread.px.size(); ++i) spread.px[i] += share * wide.px[i];
        }
        for (std::size_t i = 0; i < all.px.size(); ++i) all.px[i] = (seen.px[i] - spread.px[i]) / kept;
    }
    return spread;
}

// Bins that see only the tail: in the surround, away from all emitters.
std::vector<std::size_t> surround_of(const Field& field, const ImageMap& map, const Module& module,
                                     double clear_px) {
    const DieGrid& grid = module.grid;
    const double px = map.px_per_um();
    std::vector<std::size_t> bins;
    for (int y = 0; y < field.height; ++y) {
        for (int x = 0; x < field.width; ++x) {
            const double half = 0.5 * (kBin - 1);
            const ImageMap::GridPlace at = map.grid_place({x * kBin + half, y * kBin + half});
            const auto beyond = [](double place, std::int32_t size) {
                return std::max({-0.5 - place, place - (size - 0.5), 0.0});
            };
            const double dx = beyond(at.col, grid.cols) * grid.pitch_x_um * px;
            const double dy = beyond(at.row, grid.rows) * grid.pitch_y_um * px;
            if (std::hypot(dx, dy) < clear_px) continue;
            bins.push_back(static_cast<std::size_t>(y) * static_cast<std::size_t>(field.width) +
                           static_cast<std::size_t>(x));
        }
    }
    return bins;
}

// Least squares of `seen` by the columns with no share below 0, by coordinate descent.
std::array<double, kTailSigmas_px.size()> positive_fit(const std::vector<Field>& columns, const Field& seen,
                                                       const std::vector<std::size_t>& bins) {
    constexpr std::size_t kTerms = kTailSigmas_px.size();
    std::array<std::array<double, kTerms>, kTerms> normal{};
    std::array<double, kTerms> right{};
    for (const std::size_t bin : bins) {
        for (std::size_t i = 0; i < kTerms; ++i) {
            const auto a = static_cast<double>(columns[i].px[bin]);
            right.at(i) += a * static_cast<double>(seen.px[bin]);
            for (std::size_t j = 0; j < kTerms; ++j) {
                normal.at(i).at(j) += a * static_cast<double>(columns[j].px[bin]);
            }
        }
    }
    std::array<double, kTerms> share{};
    for (int round = 0; round < kDescents; ++round) {
        for (std::size_t i = 0; i < kTerms; ++i) {
            double rest = right.at(i);
            for (std::size_t j = 0; j < kTerms; ++j) {
                if (j != i) rest -= normal.at(i).at(j) * share.at(j);
            }
            share.at(i) = normal.at(i).at(i) > 0.0 ? std::max(rest / normal.at(i).at(i), 0.0) : 0.0;
        }
    }
    return share;
}

}  // namespace

double share_of(std::span<const TailTerm> tail) {
    double share = 0.0;
    for (const TailTerm& term : tail) share += term.share;
    return share;
}

void take_off_tail(std::span<const TailTerm> tail, LightImage& image) {
    if (tail.empty()) return;
    const Field spread = tail_field(binned(image), tail);
    parallel_blocks(static_cast<std::size_t>(image.height), 32, [&](std::size_t begin, std::size_t end) {
        for (auto y = static_cast<int>(begin); y < static_cast<int>(end); ++y) {
            const double place_y = (y - 0.5 * (kBin - 1)) / kBin;
            const int top = std::clamp(static_cast<int>(std::floor(place_y)), 0, spread.height - 1);
            const float* above = spread.row(top);
            const float* below = spread.row(std::min(top + 1, spread.height - 1));
            const auto down = static_cast<float>(std::clamp(place_y - top, 0.0, 1.0));
            float* line = image.row(y);
            for (int x = 0; x < image.width; ++x) {
                const int left = std::max((x - 1) / kBin, 0);  // the bin whose middle lies before x
                const int right = std::min(left + 1, spread.width - 1);
                const float along =
                    std::clamp((static_cast<float>(x) - 0.5F * (kBin - 1)) / kBin - static_cast<float>(left),
                               0.0F, 1.0F);
                const float up = above[left] + along * (above[right] - above[left]);
                const float low = below[left] + along * (below[right] - below[left]);
                line[x] -= up + down * (low - up);
            }
        }
    });
}

std::vector<TailTerm> fit_tail(const LightImage& image, const ImageMap& map, const Module& module,
                               double clear_px) {
    const Field seen = binned(image);
    const std::vector<std::size_t> bins = surround_of(seen, map, module, clear_px);
    if (bins.size() < kLeastSamples) return {};
    std::vector<TailTerm> tail;
    for (int round = 0; round < kFixedPoints; ++round) {
        Field all = seen;
        if (!tail.empty()) {
            const Field spread = tail_field(seen, tail);
            const auto kept = static_cast<float>(1.0 - share_of(tail));
            for (std::size_t i = 0; i < all.px.size(); ++i) all.px[i] = (seen.px[i] - spread.px[i]) / kept;
        }
        std::vector<Field> columns;
        for (const double sigma : kTailSigmas_px) columns.push_back(blurred(all, sigma));
        const auto share = positive_fit(columns, seen, bins);
        tail.clear();
        for (std::size_t i = 0; i < share.size(); ++i) {
            if (share.at(i) > 0.0) tail.push_back({kTailSigmas_px.at(i), share.at(i)});
        }
        constexpr double kMostTail = 0.4;  // more is no tail: the light of something else
        if (share_of(tail) > kMostTail) return {};
    }
    return tail;
}

}  // namespace waferglow::module
