// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/module/module_scene.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include <fmt/format.h>

namespace waferglow::module_test {

namespace {

double cumulative(double z) {
    return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

// Share of a blurred box of this width, centred at 0, that a pixel at `d` gets.
double box_share(double d, double width, double sigma) {
    const auto ramp = [&](double at) {
        return at * cumulative(at / sigma) +
               sigma / std::sqrt(2.0 * std::numbers::pi) * std::exp(-0.5 * at * at / (sigma * sigma));
    };
    const double half = 0.5 * width;
    return (ramp(d + 0.5 + half) - ramp(d - 0.5 + half) - ramp(d + 0.5 - half) + ramp(d - 0.5 - half)) /
           width;
}

void blur_lines(std::vector<double>& image, std::ptrdiff_t count, std::ptrdiff_t length, std::ptrdiff_t step,
                std::ptrdiff_t stride, double sigma) {
    const auto reach = static_cast<std::ptrdiff_t>(std::ceil(4.0 * sigma));
    std::vector<double> kernel(static_cast<std::size_t>(reach + 1));
    double sum = 0.0;
    for (std::ptrdiff_t k = 0; k <= reach; ++k) {
        kernel[static_cast<std::size_t>(k)] = std::exp(-0.5 * static_cast<double>(k * k) / (sigma * sigma));
        sum += (k == 0 ? 1.0 : 2.0) * kernel[static_cast<std::size_t>(k)];
    }
    std::vector<double> line(static_cast<std::size_t>(length));
    for (std::ptrdiff_t n = 0; n < count; ++n) {
        for (std::ptrdiff_t i = 0; i < length; ++i) {
            line[static_cast<std::size_t>(i)] = image[static_cast<std::size_t>(n * stride + i * step)];
        }
        for (std::ptrdiff_t i = 0; i < length; ++i) {
            double total = 0.0;
            for (std::ptrdiff_t k = -reach; k <= reach; ++k) {
                if (i + k < 0 || i + k >= length) continue;
                total +=
                    kernel[static_cast<std::size_t>(std::abs(k))] * line[static_cast<std::size_t>(i + k)];
            }
            image[static_cast<std::size_t>(n * stride + i * step)] = total / sum;
        }
    }
}

double sensitivity(std::uint64_t seed, double prnu, std::size_t at) {
    std::uint64_t z = seed * 0x9E3779B97F4A7C15ULL + at * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    z ^= z >> 31U;
    const double a = static_cast<double>(z & 0xFFFFFFFFU) / 4294967296.0;
    const double b = static_cast<double>(z >> 32U) / 4294967296.0;
    return 1.0 + prnu * std::sqrt(-2.0 * std::log(a + 1e-12)) * std::cos(2.0 * std::numbers::pi * b);
}

double off_middle(const CameraInfo& camera, int x, int y) {
    const double u = x - 0.5 * (camera.width_px - 1);
    const double v = y - 0.5 * (camera.height_px - 1);
    return 4.0 * (u * u + v * v) /
           (static_cast<double>(camera.width_px) * camera.width_px +
            static_cast<double>(camera.height_px) * camera.height_px);
}

}  // namespace

std::array<double, 2> Scene::place(std::size_t tile, std::size_t sub, std::int32_t row,
                                   std::int32_t col) const {
    const Module& m = job.module;
    std::size_t pr = 0;
    std::size_t pc = 0;
    while (pr + 1 < m.panel_rows.size() && row >= m.panel_rows[pr + 1]) ++pr;
    while (pc + 1 < m.panel_cols.size() && col >= m.panel_cols[pc + 1]) ++pc;
    double x = m.grid.x0_um + col * m.grid.pitch_x_um + m.sub_pixels[sub].dx_um;
    double y = m.grid.y0_um - row * m.grid.pitch_y_um + m.sub_pixels[sub].dy_um;
    if (!panel_shift_um.empty()) {
        x += panel_shift_um[pr * m.panel_cols.size() + pc].x;
        y += panel_shift_um[pr * m.panel_cols.size() + pc].y;
    }
    const double stage_x = scale * (std::cos(rotation_rad) * x - std::sin(rotation_rad) * y) + offset_x_um;
    const double stage_y = scale * (std::sin(rotation_rad) * x + std::cos(rotation_rad) * y) + offset_y_um;
    const StagePoint at = job.tiles[tile].position;
    double u = (stage_x - at.x - stage_error_um[tile].x) / job.camera.pixel_um;
    double v = -(stage_y - at.y - stage_error_um[tile].y) / job.camera.pixel_um;
    const double w = job.camera.width_px;
    const double h = job.camera.height_px;
    const double tilt = 1.0 + keystone_x * u / w + keystone_y * v / h;
    u *= tilt;
    v *= tilt;
    const double grown = 1.0 + k1 * (u * u + v * v) / (0.25 * (w * w + h * h));
    return {u * grown + 0.5 * (w - 1), v * grown + 0.5 * (h - 1)};
}

Image Scene::render(std::size_t tile) const {
    const CameraInfo& camera = job.camera;
    constexpr int kPad = 64;
    const int width = camera.width_px + 2 * kPad;
    const int height = camera.height_px + 2 * kPad;
    std::vector<double> sharp(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0.0);
    const std::size_t pattern = job.tiles[tile].pattern;
    for (std::size_t sub = 0; sub < subs(); ++sub) {
        const SubPixel& emitter = job.module.sub_pixels[sub];
        const double wide = emitter.width_um * scale / camera.pixel_um;
        const double high = emitter.height_um * scale / camera.pixel_um;
        const int reach_x = static_cast<int>(std::ceil(0.5 * wide + 0.5 + 4.5 * blur_px));
        const int reach_y = static_cast<int>(std::ceil(0.5 * high + 0.5 + 4.5 * blur_px));
        std::vector<double> shares(static_cast<std::size_t>(2 * reach_x + 1));
        for (std::int32_t row = 0; row < job.module.grid.rows; ++row) {
            for (std::int32_t col = 0; col < job.module.grid.cols; ++col) {
                const double counts =
                    of(pattern, sub)[static_cast<std::size_t>(row * job.module.grid.cols + col)];
                if (counts == 0.0) continue;
                const auto [px, py] = place(tile, sub, row, col);
                const int cx = static_cast<int>(std::lround(px)) + kPad;
                const int cy = static_cast<int>(std::lround(py)) + kPad;
                if (cx - reach_x < 0 || cy - reach_y < 0 || cx + reach_x >= width || cy + reach_y >= height)
                    continue;
                for (int k = -reach_x; k <= reach_x; ++k) {
                    shares[static_cast<std::size_t>(k + reach_x)] =
                        box_share(cx + k - kPad - px, wide, blur_px);
                }
                for (int j = -reach_y; j <= reach_y; ++j) {
                    const double line = counts * box_share(cy + j - kPad - py, high, blur_px);
                    double* to = &sharp[static_cast<std::size_t>((cy + j) * width + cx - reach_x)];
                    for (std::size_t k = 0; k < shares.size(); ++k) to[k] += line * shares[k];
                }
            }
        }
    }
    double kept = 1.0;
    std::vector<double> seen(sharp.size(), 0.0);
    for (const auto& [sigma, share] : tail) {
        kept -= share;
        std::vector<double> wide = sharp;
        blur_lines(wide, height, width, 1, width, sigma);
        blur_lines(wide, width, height, width, 1, sigma);
        for (std::size_t i = 0; i < seen.size(); ++i) seen[i] += share * wide[i];
    }
    for (std::size_t i = 0; i < seen.size(); ++i) seen[i] += kept * sharp[i];
    std::mt19937_64 random(seed * 1000 + tile);
    std::normal_distribution<double> normal;
    Image image(camera.width_px, camera.height_px);
    for (int y = 0; y < camera.height_px; ++y) {
        for (int x = 0; x < camera.width_px; ++x) {
            const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(camera.width_px) +
                                   static_cast<std::size_t>(x);
            const double field = (1.0 - vignette * off_middle(camera, x, y)) *
                                 (1.0 + flat_residual * std::cos(2.2 * x / camera.width_px + 1.0) *
                                            std::cos(1.7 * y / camera.height_px));
            const double dn = seen[static_cast<std::size_t>((y + kPad) * width + x + kPad)] * field *
                              tile_gain[tile] * sensitivity(seed, prnu, at);
            const double electrons = std::max(dn / dn_per_electron, 0.0);
            const double counted =
                electrons < 40.0
                    ? static_cast<double>(std::poisson_distribution<int>(electrons + 1e-9)(random))
                    : electrons + std::sqrt(electrons) * normal(random);
            const double value = counted * dn_per_electron + read_noise_dn * normal(random) + offset_dn;
            image.row(y)[x] = static_cast<std::uint16_t>(
                std::clamp(std::lround(value), 0L, static_cast<long>(camera.saturation_dn)));
        }
    }
    return image;
}

void Scene::make_frames() {
    const CameraInfo& camera = job.camera;
    job.dark = Image(camera.width_px, camera.height_px, static_cast<std::uint16_t>(std::lround(offset_dn)));
    job.flat = Image(camera.width_px, camera.height_px);
    for (int y = 0; y < camera.height_px; ++y) {
        for (int x = 0; x < camera.width_px; ++x) {
            const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(camera.width_px) +
                                   static_cast<std::size_t>(x);
            const double dn =
                0.5 * camera.saturation_dn * (1.0 - vignette * off_middle(camera, x, y)) * sensitivity(seed, prnu, at);
            job.flat->row(y)[x] = static_cast<std::uint16_t>(std::lround(dn + offset_dn));
        }
    }
}

namespace {

void add_patterns(Scene& scene, const SceneChoice& choice) {
    std::mt19937_64 random(choice.seed);
    std::normal_distribution<double> normal;
    const std::size_t cells = scene.job.module.grid.cells();
    std::vector<std::vector<double>> full(scene.subs(), std::vector<double>(cells));
    for (auto& plane : full) {
        for (double& value : plane) value = choice.full_light_dn * std::exp(choice.spread * normal(random));
    }
    const auto add = [&](const std::string& name, std::vector<std::size_t> lights, int gray, double factor) {
        scene.job.patterns.push_back({name, lights, gray, 255, 1.0});
        for (std::size_t sub = 0; sub < scene.subs(); ++sub) {
            std::vector<double> plane(cells, 0.0);
            if (scene.job.patterns.back().drives(sub)) {
                for (std::size_t cell = 0; cell < cells; ++cell) plane[cell] = factor * full[sub][cell];
            }
            scene.light.push_back(plane);
        }
    };
    for (const int gray : choice.grays) {
        for (std::size_t sub = 0; sub < scene.subs(); ++sub) {
            // Longer exposures make up for some of what low grays lack.
            const double factor = std::pow(gray / 255.0, 0.6);
            add(fmt::format("{}{}", scene.job.module.sub_pixels[sub].name, gray), {sub}, gray, factor);
        }
    }
    std::vector<std::size_t> all;
    for (std::size_t sub = 0; sub < scene.subs(); ++sub) all.push_back(sub);
    if (choice.white) add("white", all, 255, 0.8);
    if (choice.black) add("black", {}, 0, 0.0);
}

}  // namespace

Scene make_scene(const SceneChoice& choice) {
    Scene scene;
    scene.seed = choice.seed;
    Module& module = scene.job.module;
    module.id = "M-1";
    module.grid.rows = choice.rows;
    module.grid.cols = choice.cols;
    module.grid.pitch_x_um = choice.pitch_um;
    module.grid.pitch_y_um = choice.pitch_um;
    module.grid.x0_um = -0.5 * (choice.cols - 1) * choice.pitch_um;
    module.grid.y0_um = 0.5 * (choice.rows - 1) * choice.pitch_um;
    const double pitch = choice.pitch_um;
    if (choice.stripes) {
        const char* const names[] = {"r", "g", "b"};
        for (int s = 0; s < 3; ++s) {
            SubPixel sub;
            sub.name = names[s];
            sub.dx_um = (s - 1) * pitch / 3.0;
            sub.width_um = 0.19 * pitch;
            sub.height_um = 0.8 * pitch;
            module.sub_pixels.push_back(sub);
        }
    } else {
        SubPixel sub;
        sub.name = "w";
        sub.width_um = 0.6 * pitch;
        sub.height_um = 0.6 * pitch;
        module.sub_pixels.push_back(sub);
    }
    module.grid.die_width_um = module.sub_pixels[0].width_um;
    module.grid.die_height_um = module.sub_pixels[0].height_um;
    for (int p = 1; p < choice.panels_x; ++p) module.panel_cols.push_back(choice.cols * p / choice.panels_x);
    for (int p = 1; p < choice.panels_y; ++p) module.panel_rows.push_back(choice.rows * p / choice.panels_y);
    CameraInfo& camera = scene.job.camera;
    camera.pixel_um = pitch / choice.pitch_px;
    const double width = choice.cols * choice.pitch_px + 2 * choice.margin_px;
    const double height = choice.rows * choice.pitch_px + 2 * choice.margin_px;
    const auto part = [&](double whole, int tiles) {
        return static_cast<int>(std::ceil((whole + (tiles - 1) * choice.overlap_px) / tiles));
    };
    camera.width_px = part(width, choice.tiles_x);
    camera.height_px = part(height, choice.tiles_y);
    add_patterns(scene, choice);
    for (std::size_t pattern = 0; pattern < scene.job.patterns.size(); ++pattern) {
        for (int ty = 0; ty < choice.tiles_y; ++ty) {
            for (int tx = 0; tx < choice.tiles_x; ++tx) {
                const double x = (tx - 0.5 * (choice.tiles_x - 1)) * (camera.width_px - choice.overlap_px);
                const double y = (ty - 0.5 * (choice.tiles_y - 1)) * (camera.height_px - choice.overlap_px);
                const auto index = static_cast<std::int32_t>(scene.job.tiles.size());
                scene.job.tiles.push_back(
                    {index, pattern, {x * camera.pixel_um, -y * camera.pixel_um}, fmt::format("t{}", index)});
            }
        }
    }
    scene.stage_error_um.resize(scene.job.tiles.size());
    scene.tile_gain.assign(scene.job.tiles.size(), 1.0);
    return scene;
}

}  // namespace waferglow::module_test
