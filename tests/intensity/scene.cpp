// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/intensity/scene.h"

#include <algorithm>
#include <cmath>

namespace waferglow::test {

TileLattice lattice(double pitch_x, double pitch_y, double die_w, double die_h, double x0, double y0,
                    double tilt_rad) {
    const double c = std::cos(tilt_rad);
    const double s = std::sin(tilt_rad);
    return {.origin = {x0, y0},
            .along_col = {pitch_x * c, pitch_x * s},
            .along_row = {-pitch_y * s, pitch_y * c},
            .die_width_px = die_w,
            .die_height_px = die_h};
}

DieRect all_dies(int rows, int cols) {
    return {.row_begin = 0, .row_end = rows, .col_begin = 0, .col_end = cols};
}

CameraInfo camera(int width, int height, std::uint16_t saturation_dn) {
    return {.pixel_um = 1.0, .width_px = width, .height_px = height, .saturation_dn = saturation_dn};
}

std::vector<double> render(const Scene& scene) {
    std::vector<double> image(static_cast<std::size_t>(scene.width) * static_cast<std::size_t>(scene.height),
                              scene.background);
    const TileLattice& l = scene.lattice;
    const double tilt = std::atan2(l.along_col.y, l.along_col.x);
    const double c = std::cos(tilt);
    const double s = std::sin(tilt);
    // Antiderivative of the normal distribution function: mean over a pixel is its difference at both ends.
    const auto ramp = [&](double z) {
        if (scene.blur_px == 0.0) return std::max(0.0, z);
        const double u = z / scene.blur_px;
        return 0.5 * z * (1.0 + std::erf(u / std::sqrt(2.0))) +
               scene.blur_px * std::exp(-0.5 * u * u) / std::sqrt(2.0 * std::acos(-1.0));
    };
    const auto share = [&](double d, double half) {
        return ramp(d + half + 0.5) - ramp(d + half - 0.5) - ramp(d - half + 0.5) + ramp(d - half - 0.5);
    };
    const double half_w = 0.5 * l.die_width_px;
    const double half_h = 0.5 * l.die_height_px;
    const double reach = std::hypot(half_w, half_h) + 6.0 * scene.blur_px + 1.0;
    for (int row = scene.rect.row_begin; row < scene.rect.row_end; ++row) {
        for (int col = scene.rect.col_begin; col < scene.rect.col_end; ++col) {
            const double light = scene.light_of_die({row, col}) / (l.die_width_px * l.die_height_px);
            const PixelPoint center = l.center({row, col});
            const int y0 = std::max(0, static_cast<int>(center.y - reach));
            const int y1 = std::min(scene.height, static_cast<int>(center.y + reach) + 1);
            const int x0 = std::max(0, static_cast<int>(center.x - reach));
            const int x1 = std::min(scene.width, static_cast<int>(center.x + reach) + 1);
            for (int y = y0; y < y1; ++y) {
                for (int x = x0; x < x1; ++x) {
                    const double dx = x - center.x;
                    const double dy = y - center.y;
                    image[static_cast<std::size_t>(y) * static_cast<std::size_t>(scene.width) +
                          static_cast<std::size_t>(x)] +=
                        light * share(c * dx + s * dy, half_w) * share(c * dy - s * dx, half_h);
                }
            }
        }
    }
    return image;
}

Image expose(const std::vector<double>& electrons, int width, const Sensor& sensor, std::mt19937_64& random) {
    Image image(width, static_cast<int>(electrons.size()) / width);
    std::normal_distribution<double> normal;
    for (std::size_t i = 0; i < electrons.size(); ++i) {
        const double expected = std::max(0.0, electrons[i]);
        const double photons =
            expected > 0.0 ? static_cast<double>(std::poisson_distribution<int>(expected)(random)) : 0.0;
        const double dn =
            sensor.offset_dn + sensor.dn_per_electron * (photons + sensor.read_noise_e * normal(random));
        image.pixels()[i] = static_cast<std::uint16_t>(std::lround(std::clamp(dn, 0.0, sensor.most_dn)));
    }
    return image;
}

Image digitise(const std::vector<double>& dn, int width) {
    Image image(width, static_cast<int>(dn.size()) / width);
    std::transform(dn.begin(), dn.end(), image.pixels().begin(), [](double v) {
        return static_cast<std::uint16_t>(std::lround(std::clamp(v, 0.0, 65535.0)));
    });
    return image;
}

}  // namespace waferglow::test
