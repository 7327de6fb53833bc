// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/registration/scene.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace waferglow::scene {
namespace {

/// Integral of the normal distribution function: z Phi(z) + phi(z).
double ramp(double z) {
    const double phi = std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi);
    return z * 0.5 * std::erfc(-z / std::numbers::sqrt2) + phi;
}

/// Light of a pixel whose centre lies `t` px inside of a straight edge.
double edge(double t, double blur_px) {
    if (blur_px <= 0.0) return std::clamp(t + 0.5, 0.0, 1.0);
    return blur_px * (ramp((t + 0.5) / blur_px) - ramp((t - 0.5) / blur_px));
}

/// The profile of a die along one axis, tabulated: edge(t + d/2) - edge(t - d/2).
class Profile {
  public:
    Profile(double die_px, double blur_px) : half_(0.5 * die_px), reach_(0.5 * die_px + 5.0 * blur_px + 1.0) {
        const auto count = static_cast<std::size_t>(reach_ * kPerPx) + 2;
        for (std::size_t i = 0; i < count; ++i) {
            const double t = static_cast<double>(i) / kPerPx;
            table_.push_back(edge(half_ + t, blur_px) + edge(half_ - t, blur_px) - 1.0);
        }
    }
    [[nodiscard]] double reach() const { return reach_; }
    [[nodiscard]] double at(double t) const {
        const double s = std::abs(t) * kPerPx;
        const auto i = static_cast<std::size_t>(s);
        if (i + 1 >= table_.size()) return 0.0;
        return table_[i] + (s - static_cast<double>(i)) * (table_[i + 1] - table_[i]);
    }

  private:
    static constexpr double kPerPx = 32.0;
    double half_;
    double reach_;
    std::vector<double> table_;
};

}  // namespace

Scene make_scene(double pitch_x_px, double pitch_y_px, double die_width_px, double die_height_px, int rows,
                 int cols, int width_px, int height_px, double pixel_um) {
    Scene scene;
    scene.camera = {.pixel_um = pixel_um, .width_px = width_px, .height_px = height_px};
    scene.grid = {.rows = rows,
                  .cols = cols,
                  .x0_um = -0.5 * (cols - 1) * pitch_x_px * pixel_um,
                  .y0_um = 0.5 * (rows - 1) * pitch_y_px * pixel_um,
                  .pitch_x_um = pitch_x_px * pixel_um,
                  .pitch_y_um = pitch_y_px * pixel_um,
                  .die_width_um = die_width_px * pixel_um,
                  .die_height_um = die_height_px * pixel_um};
    scene.wafer = standard_wafer(8);
    return scene;
}

double hash01(DieIndex die, std::uint64_t seed) {
    // SplitMix64's finaliser (Steele, Lea, Flood, OOPSLA 2014).
    std::uint64_t z = seed * 0x9e3779b97f4a7c15ULL +
                      static_cast<std::uint32_t>(die.row) * 0xbf58476d1ce4e5b9ULL +
                      static_cast<std::uint32_t>(die.col) * 0x94d049bb133111ebULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1.0p-53;
}

Image render(const Scene& scene, StagePoint middle, std::uint64_t seed) {
    const CameraInfo& camera = scene.camera;
    const DieGrid& grid = scene.grid;
    const DiePresence presence(grid, scene.wafer);
    const auto to_wafer = scene.pose.transform().inverse();
    const double px = camera.pixel_um / scene.pose.scale;  // of a pixel on the nominal grid
    const Profile across(grid.die_width_um / px, scene.blur_px);
    const Profile along(grid.die_height_um / px, scene.blur_px);
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    Image image(camera.width_px, camera.height_px);
    std::vector<double> known(grid.cells(), -1.0);
    const auto level = [&](DieIndex die) {
        double& value = known[grid.cell(die)];
        if (value < 0.0) value = scene.light_of ? scene.light_of(die, 0.0, 0.0) : 1.0;
        return value;
    };
    for (int y = 0; y < camera.height_px; ++y) {
        for (int x = 0; x < camera.width_px; ++x) {
            const double from_x = x - 0.5 * (camera.width_px - 1);
            const double from_y = y - 0.5 * (camera.height_px - 1);
            const WaferPoint p =
                to_wafer({middle.x + from_x * camera.pixel_um, middle.y - from_y * camera.pixel_um});
            const DieIndex center = grid.nearest(p);
            double light = 0.0;
            // The die whose cell holds the pixel and the neighbours at the side where it lies.
            const WaferPoint c = grid.center(center);
            const int side_x = p.x < c.x ? -1 : 1;
            const int side_y = p.y < c.y ? 1 : -1;
            for (const DieIndex die : {center, DieIndex{center.row, center.col + side_x},
                                       DieIndex{center.row + side_y, center.col},
                                       DieIndex{center.row + side_y, center.col + side_x}}) {
                if (!presence.exists(die)) continue;
                const WaferPoint at = grid.center(die);
                const double dx = (p.x - at.x) / px;
                const double dy = (p.y - at.y) / px;
                if (std::abs(dx) > across.reach() || std::abs(dy) > along.reach()) continue;
                const double value = scene.uneven ? scene.light_of(die, 2.0 * dx * px / grid.die_width_um,
                                                                   2.0 * dy * px / grid.die_height_um)
                                                  : level(die);
                light += value * across.at(dx) * along.at(dy);
            }
            const double corner = 0.25 * (static_cast<double>(camera.width_px) * camera.width_px +
                                          static_cast<double>(camera.height_px) * camera.height_px);
            const double fall = 1.0 - scene.vignetting * (from_x * from_x + from_y * from_y) / corner;
            double electrons = fall * (scene.electrons_px * light + scene.background_px);
            if (scene.noise) {
                electrons = electrons < 50.0 ? static_cast<double>(std::poisson_distribution<int>(
                                                   std::max(electrons, 1e-9))(random))
                                             : electrons + std::sqrt(electrons) * normal(random);
                electrons += scene.read_noise * normal(random);
            }
            const double dn = std::clamp(std::round(electrons + scene.offset_dn), 0.0, 65535.0);
            image.row(y)[x] = static_cast<std::uint16_t>(dn);
        }
    }
    return image;
}

std::vector<SceneTile> scan(const Scene& scene, int columns, int rows, double step_x_um, double step_y_um,
                            double jitter_um, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    std::vector<SceneTile> tiles;
    for (int r = 0; r < rows; ++r) {
        for (int c = 0; c < columns; ++c) {
            SceneTile tile;
            tile.reported = {(c - 0.5 * (columns - 1)) * step_x_um, (0.5 * (rows - 1) - r) * step_y_um};
            tile.jitter = {jitter_um * normal(random), jitter_um * normal(random)};
            tile.image =
                render(scene, {tile.reported.x + tile.jitter.x, tile.reported.y + tile.jitter.y}, random());
            tiles.push_back(std::move(tile));
        }
    }
    return tiles;
}

std::vector<PilotTile> pilots_of(const std::vector<SceneTile>& tiles) {
    std::vector<PilotTile> pilots;
    for (const SceneTile& tile : tiles) pilots.push_back({tile.image.view(), tile.reported});
    return pilots;
}

}  // namespace waferglow::scene
