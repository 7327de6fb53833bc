// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/appearance/reflected_wafer.h"

#include "tests/appearance/tile_painter.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace waferglow::test {
namespace {

constexpr double kOffset_dn = 100.0;
constexpr double kDnPerE = 1.0;

using Random = std::mt19937_64;
double uniform(Random& random, double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
}
double normal(Random& random) {
    return std::normal_distribution<double>()(random);
}
double log_uniform(Random& random, double low, double high) {
    return low * std::pow(high / low, uniform(random, 0.0, 1.0));
}

/// Draws one defect into `light`, or changes the die so that it shows when it is drawn.
struct Defect {
    std::string kind;
    double strength = 0.0;             // 0 to 1 within the kind's range
    double a = 0.0, b = 0.0, c = 0.0;  // uniform numbers
};

void change_die(const Defect& d, const ReflectedSettings& s, DrawnDie& die) {
    const double short_side = std::min(s.die_width_px, s.die_height_px);
    const std::size_t pad =
        s.pads.empty() ? 0 : static_cast<std::size_t>(d.a * static_cast<double>(s.pads.size()));
    if (d.kind == "misplaced") {
        const double shift = short_side * (0.09 + 0.04 * d.strength);
        die.center.x += shift * std::cos(2.0 * std::numbers::pi * d.a);
        die.center.y += shift * std::sin(2.0 * std::numbers::pi * d.a);
    } else if (d.kind == "metal_missing") {
        die.pads[pad] = die.body * (1.0 + 0.1 * (d.b - 0.5));
    } else if (d.kind == "contact_residue") {
        die.pads[pad] *= 1.0 - (0.06 + 0.2 * d.strength);
    } else if (d.kind == "discoloured") {
        die.body *= d.b < 0.5 ? 1.0 - (0.05 + 0.1 * d.strength) : 1.0 + (0.05 + 0.1 * d.strength);
    }
}

void draw_over(const Defect& d, const ReflectedSettings& s, const TilePainter& painter, const DrawnDie& die,
               Plane& light) {
    const double w = s.die_width_px;
    const double h = s.die_height_px;
    const double short_side = std::min(w, h);
    const std::size_t pad =
        s.pads.empty() ? 0 : static_cast<std::size_t>(d.a * static_cast<double>(s.pads.size()));
    const auto blend = [&](MetalRect r, double keep, double add, double turn = 0.0) {
        Box box = painter.at(die, r);
        box.turn_rad += turn;
        painter.blend(light, box, keep, add);
    };
    if (d.kind == "chipped") {
        const double size = short_side * (0.12 + 0.45 * d.strength);
        const double sx = d.a < 0.5 ? -1.0 : 1.0;
        const double sy = d.b < 0.5 ? -1.0 : 1.0;
        blend({sx * 0.5 * w, sy * 0.5 * h, 1.6 * size, size}, 0.0, s.street, 0.5 * d.c - 0.25);
    } else if (d.kind == "cracked") {
        const double length = short_side * (0.35 + 0.5 * d.b);
        blend({(d.a - 0.5) * 0.5 * w, (d.b - 0.5) * 0.2 * h, length, 0.5 + 1.2 * d.strength},
              0.75 - 0.5 * d.strength, 0.0, std::numbers::pi * d.c);
    } else if (d.kind == "metal_partial") {
        const MetalRect& r = s.pads[pad];
        const double share = 0.25 + 0.6 * d.strength;
        blend({r.x - 0.5 * r.width * (1.0 - share), r.y, r.width * share, r.height}, 0.0, die.body);
    } else if (d.kind == "metal_broken") {
        const MetalRect& r = s.fingers.front();
        blend({r.x + (d.a - 0.5) * 0.6 * r.width, r.y, 1.0 + 3.0 * d.strength, r.height + 0.5}, 0.0,
              die.body);
    } else if (d.kind == "metal_stain") {
        const MetalRect& r = s.pads[pad];
        const double change = (d.c < 0.5 ? -1.0 : 1.0) * (0.15 + 0.3 * d.strength);
        blend({r.x + (d.b - 0.5) * 0.4 * r.width, r.y, 0.5 * r.width, 0.5 * r.height}, 1.0 + change, 0.0);
    } else if (d.kind == "particle") {
        const double size = 0.8 + 0.3 * short_side * d.strength * d.strength;
        const PixelPoint p{(d.a - 0.5) * 0.8 * w, (d.b - 0.5) * 0.8 * h};
        blend({p.x, p.y, size, size}, 0.25, 0.0, d.c);
        if (d.c < 0.5) blend({p.x + 0.15 * size, p.y, 0.3 * size, 0.3 * size}, 1.0, 1.5);
    } else if (d.kind == "residue") {
        const double size = short_side * (0.2 + 0.25 * d.b);
        blend({(d.a - 0.5) * 0.5 * w, (d.b - 0.5) * 0.5 * h, 1.4 * size, size},
              1.0 - (0.02 + 0.08 * d.strength), 0.0, std::numbers::pi * d.c);
    }
}

std::vector<std::string> kinds_of(const ReflectedSettings& s) {
    if (!s.kinds.empty()) return s.kinds;
    std::vector<std::string> kinds{"missing",       "misplaced",       "chipped",       "cracked",
                                   "particle",      "particle",        "residue",       "discoloured",
                                   "metal_missing", "contact_residue", "metal_partial", "metal_stain"};
    if (!s.fingers.empty()) kinds.emplace_back("metal_broken");
    return kinds;
}

/// White noise smoothed over neighbours and brought back to unit variance.
std::vector<double> grain_field(int size, Random& random) {
    const auto n = static_cast<std::size_t>(size);
    std::vector<double> white(n * n);
    for (double& v : white) v = normal(random);
    std::vector<double> smooth(n * n, 0.0);
    constexpr double kBeside = 0.45;
    const double unit = 1.0 / (1.0 + 2.0 * kBeside * kBeside);  // of each direction's variance
    for (int y = 0; y < size; ++y) {
        for (int x = 0; x < size; ++x) {
            double sum = 0.0;
            for (int v = -1; v <= 1; ++v) {
                for (int u = -1; u <= 1; ++u) {
                    const int xx = std::clamp(x + u, 0, size - 1);
                    const int yy = std::clamp(y + v, 0, size - 1);
                    sum += (u == 0 ? 1.0 : kBeside) * (v == 0 ? 1.0 : kBeside) *
                           white[static_cast<std::size_t>(yy) * n + static_cast<std::size_t>(xx)];
                }
            }
            smooth[static_cast<std::size_t>(y) * n + static_cast<std::size_t>(x)] = sum * unit;
        }
    }
    return smooth;
}

}  // namespace

ReflectedSettings large_dies() {
    ReflectedSettings s;
    s.die_width_px = 48.0;
    s.die_height_px = 32.0;
    s.pitch_x_px = 56.3;
    s.pitch_y_px = 40.4;
    s.pads = {{-14.0, 0.0, 12.0, 18.0}, {14.0, 4.0, 12.0, 12.0}};
    s.fingers = {{-1.0, -7.0, 14.0, 2.2}};
    return s;
}

ReflectedSettings middle_dies() {
    ReflectedSettings s;
    s.pads = {{-9.0, 0.0, 8.0, 11.0}, {9.0, 2.0, 8.0, 8.0}};
    s.fingers = {{0.5, -4.0, 11.0, 1.8}};
    return s;
}

ReflectedSettings small_dies() {
    ReflectedSettings s;
    s.die_width_px = 13.0;
    s.die_height_px = 13.0;
    s.pitch_x_px = 17.4;
    s.pitch_y_px = 17.3;
    s.pads = {{-3.2, 0.0, 3.6, 7.0}, {3.4, 1.0, 3.6, 5.0}};
    return s;
}

ReflectedSettings tiny_dies() {
    ReflectedSettings s;
    s.die_width_px = 4.0;
    s.die_height_px = 4.0;
    s.pitch_x_px = 6.6;
    s.pitch_y_px = 6.5;
    s.pads = {{-1.1, 0.0, 1.0, 2.4}, {1.1, 0.0, 1.0, 2.4}};
    s.kinds = {"missing", "particle", "metal_missing"};
    s.tile_px = 512;
    return s;
}

ReflectedWafer::ReflectedWafer(ReflectedSettings settings) : settings_(std::move(settings)) {
    const ReflectedSettings& s = settings_;
    const double um = s.pixel_um;
    const auto count = [&](int tiles, double pitch) {
        return static_cast<std::int32_t>((tiles + 0.5) * s.tile_px / pitch) + 3;
    };
    grid_ = {.rows = count(s.tiles_y, s.pitch_y_px),
             .cols = count(s.tiles_x, s.pitch_x_px),
             .pitch_x_um = s.pitch_x_px * um,
             .pitch_y_um = s.pitch_y_px * um,
             .die_width_um = s.die_width_px * um,
             .die_height_um = s.die_height_px * um};
    grid_.x0_um = -0.5 * (grid_.cols - 1) * grid_.pitch_x_um;
    grid_.y0_um = 0.5 * (grid_.rows - 1) * grid_.pitch_y_um;
    camera_ = {.pixel_um = um,
               .width_px = s.tile_px,
               .height_px = s.tile_px,
               .saturation_dn = 65535,
               .gain_e_per_dn = 1.0 / kDnPerE,
               .read_noise_e = s.read_e};
    const double middle = 0.5 * (s.tile_px - 1);
    Image dark(s.tile_px, s.tile_px, static_cast<std::uint16_t>(kOffset_dn));
    Image flat(s.tile_px, s.tile_px);
    for (int y = 0; y < s.tile_px; ++y) {
        for (int x = 0; x < s.tile_px; ++x) {
            const double r2 =
                ((x - middle) * (x - middle) + (y - middle) * (y - middle)) / (2.0 * middle * middle);
            vignette_.push_back(static_cast<float>(1.0 - s.vignetting * r2));
            flat.row(y)[x] = static_cast<std::uint16_t>(
                std::lround(kOffset_dn + 20000.0 * static_cast<double>(vignette_.back())));
        }
    }
    correction_ = std::make_shared<const PixelCorrection>(make_correction(camera_, &dark, &flat));
}

ReflectedWafer::Tile ReflectedWafer::tile(int number) const {
    const ReflectedSettings& s = settings_;
    Random random(s.seed * 1000003ULL + static_cast<std::uint64_t>(number));
    const int column = number % s.tiles_x;
    const int row = number / s.tiles_x;
    const double um = s.pixel_um;
    const StagePoint middle{(column - 0.5 * (s.tiles_x - 1)) * s.tile_px * um,
                            -(row - 0.5 * (s.tiles_y - 1)) * s.tile_px * um};
    const GridPose pose{.rotation_rad = s.rotation_rad};
    const StagePoint true_middle{middle.x + um * uniform(random, -s.jitter_px, s.jitter_px),
                                 middle.y + um * uniform(random, -s.jitter_px, s.jitter_px)};
    Tile tile;
    tile.told = lattice_in_tile(grid_, pose, camera_, middle);
    tile.truth = lattice_in_tile(grid_, pose, camera_, true_middle);
    tile.lamp = 1.0 + uniform(random, -s.lamp, s.lamp);
    TilePainter painter(s);
    const DieRect shown = dies_in_tile(tile.truth, grid_, camera_, -60.0);
    const double margin_x = 0.5 * s.die_width_px + 6.0;
    const double margin_y = 0.5 * s.die_height_px + 6.0;
    const std::vector<std::string> kinds = kinds_of(s);
    std::map<DieIndex, std::pair<Defect, DrawnDie>> drawn;
    for (std::int32_t r = shown.row_begin; r < shown.row_end; ++r) {
        for (std::int32_t c = shown.col_begin; c < shown.col_end; ++c) {
            const PixelPoint center = tile.truth.center({r, c});
            const double across = s.drift * (static_cast<double>(c) / grid_.cols - 0.5);
            DrawnDie die{.center = {center.x + s.placement_px * normal(random),
                                    center.y + s.placement_px * normal(random)},
                         .turn_rad = s.rotation_rad,
                         .body = (1.0 + across) * (1.0 + s.die_spread * normal(random)),
                         .pads = {}};
            for (std::size_t k = 0; k < s.pads.size(); ++k) {
                die.pads.push_back(s.metal * (1.0 + s.die_spread * normal(random)));
            }
            die.finger = s.metal * (1.0 + s.die_spread * normal(random));
            const bool whole = center.x > margin_x && center.y > margin_y &&
                               center.x < s.tile_px - margin_x && center.y < s.tile_px - margin_y;
            if (whole) tile.dies.push_back({r, c});
            Defect defect;
            if (whole && uniform(random, 0.0, 1.0) < s.bad_share) {
                defect.kind = kinds[random() % kinds.size()];
                defect.strength = uniform(random, 0.0, 1.0);
                defect.a = uniform(random, 0.0, 1.0);
                defect.b = uniform(random, 0.0, 1.0);
                defect.c = uniform(random, 0.0, 1.0);
            }
            if (number == s.cluster_tile)
                defect = {.kind = "metal_missing", .strength = 1.0, .a = 0.0, .b = 0.5};
            painter.draw(die, painter.clean, &painter.metal);
            drawn[{r, c}] = {defect, die};
        }
    }
    // The same dies with what is wrong with them.
    Plane light{s.tile_px, std::vector<double>(painter.clean.light.size(), s.street)};
    for (auto& [index, entry] : drawn) {
        DrawnDie die = entry.second;
        if (entry.first.kind == "missing") continue;
        change_die(entry.first, s, die);
        painter.draw(die, light, nullptr);
    }
    for (auto& [index, entry] : drawn) {
        if (!entry.first.kind.empty()) draw_over(entry.first, s, painter, entry.second, light);
    }
    struct Scratch {
        Box box;
        double keep;
    };
    Plane scratched{s.tile_px, std::vector<double>(light.light.size(), 0.0)};
    if (uniform(random, 0.0, 1.0) < s.scratches_per_tile) {
        const double length = log_uniform(random, 3.0, 8.0) * s.pitch_x_px;
        const Scratch scratch{{{uniform(random, 0.3, 0.7) * s.tile_px, uniform(random, 0.3, 0.7) * s.tile_px},
                               0.5 * length,
                               uniform(random, 0.5, 1.2),
                               uniform(random, 0.0, std::numbers::pi)},
                              uniform(random, 0.4, 0.7)};
        painter.blend(light, scratch.box, scratch.keep, 0.0);
        painter.paint(scratched, scratch.box, 1.0);
    }
    // Strength of each defect.
    const auto variance_at = [&](int x, int y) {
        const double v = painter.clean.at(x, y);
        const double photon = v / s.electrons;
        const double read = s.read_e / s.electrons;
        const double grain = s.grain * s.metal * painter.metal.at(x, y);
        const double gx = 0.5 * (painter.clean.at(x + 1, y) - painter.clean.at(x - 1, y));
        const double gy = 0.5 * (painter.clean.at(x, y + 1) - painter.clean.at(x, y - 1));
        return photon + read * read + grain * grain + s.placement_px * s.placement_px * (gx * gx + gy * gy);
    };
    for (const DieIndex die : tile.dies) {
        const auto& [defect, as_drawn] = drawn.at(die);
        const PixelPoint c = tile.truth.center(die);
        double squares = 0.0;
        double under_scratch = 0.0;
        for (int y = static_cast<int>(c.y - 0.5 * s.die_height_px) - 3; y <= c.y + 0.5 * s.die_height_px + 3;
             ++y) {
            for (int x = static_cast<int>(c.x - 0.5 * s.die_width_px) - 3;
                 x <= c.x + 0.5 * s.die_width_px + 3; ++x) {
                const double change = light.at(x, y) - painter.clean.at(x, y);
                squares += change * change / variance_at(x, y);
                const bool on_die =
                    std::abs(x - c.x) < 0.5 * s.die_width_px && std::abs(y - c.y) < 0.5 * s.die_height_px;
                if (on_die) under_scratch += scratched.at(x, y);
            }
        }
        double sigmas = std::sqrt(squares);
        if (defect.kind == "contact_residue" || defect.kind == "discoloured") {
            // Against how whole pads and bodies differ anyway.
            const double step =
                defect.kind == "discoloured" ? 0.05 + 0.1 * defect.strength : 0.06 + 0.2 * defect.strength;
            sigmas = std::min(sigmas, step / s.die_spread);
        }
        // Without a defect of its own a die may be scratched; what else differs is its neighbours'.
        if (!defect.kind.empty()) {
            tile.defects[die] = {defect.kind, sigmas};
        } else if (sigmas >= 3.0) {
            tile.defects[die] = {under_scratch >= 1.0 ? "scratched" : "neighbour", sigmas};
        }
    }
    tile.image = Image(s.tile_px, s.tile_px);
    const std::vector<double> grain = grain_field(s.tile_px, random);
    for (int y = 0; y < s.tile_px; ++y) {
        for (int x = 0; x < s.tile_px; ++x) {
            const std::size_t i = static_cast<std::size_t>(y) * static_cast<std::size_t>(s.tile_px) +
                                  static_cast<std::size_t>(x);
            const double metal = painter.metal.light[i];
            const double reflected = std::max(0.0, light.light[i] * (1.0 + s.grain * metal * grain[i]));
            const double electrons = reflected * s.electrons * tile.lamp * static_cast<double>(vignette_[i]);
            const double seen = electrons + std::sqrt(electrons) * normal(random) + s.read_e * normal(random);
            tile.image.row(y)[x] =
                static_cast<std::uint16_t>(std::clamp(std::lround(kOffset_dn + kDnPerE * seen), 0L, 65535L));
        }
    }
    return tile;
}

}  // namespace waferglow::test
