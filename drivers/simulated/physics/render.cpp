// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/render.h"

#include "drivers/simulated/physics/halo.h"
#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow::simulated {
namespace {

PixelPoint unit(PixelPoint p) {
    const double length = std::hypot(p.x, p.y);
    return {p.x / length, p.y / length};
}

}  // namespace

TileRenderer::TileRenderer(const CameraInfo& camera, const OpticsSettings& optics)
    : camera_(camera), optics_(optics), edge_(0.0) {
    constexpr double kWidestBlur_px = 100.0;
    if (!(optics.psf_sigma_px >= 0.0 && optics.psf_sigma_px <= kWidestBlur_px)) {
        throw Error(ErrorKind::input, fmt::format("optics: psf_sigma_px = {} must lie between 0 and {}",
                                                  optics.psf_sigma_px, kWidestBlur_px));
    }
    if (!(optics.vignetting >= 0.0 && optics.vignetting < 1.0)) {
        throw Error(ErrorKind::input,
                    fmt::format("optics: vignetting = {} must lie between 0 and 1", optics.vignetting));
    }
    edge_ = BlurredEdge(optics.psf_sigma_px);
    const double x_middle = 0.5 * (camera.width_px - 1);
    const double y_middle = 0.5 * (camera.height_px - 1);
    const double corner2 = std::max(1.0, x_middle * x_middle + y_middle * y_middle);
    vignette_.reserve(static_cast<std::size_t>(camera.width_px) * static_cast<std::size_t>(camera.height_px));
    for (int y = 0; y < camera.height_px; ++y) {
        for (int x = 0; x < camera.width_px; ++x) {
            const double r2 = (x - x_middle) * (x - x_middle) + (y - y_middle) * (y - y_middle);
            vignette_.push_back(static_cast<float>(1.0 - optics.vignetting * r2 / corner2));
        }
    }
}

void TileRenderer::add_rectangle(std::vector<float>& image, const Axes& axes, PixelPoint center,
                                 double half_width_px, double half_height_px, double level) const {
    const auto& [right, down] = axes;
    const double reach_u = half_width_px + edge_.reach_px();
    const double reach_v = half_height_px + edge_.reach_px();
    const double reach_x = std::abs(right.x) * reach_u + std::abs(down.x) * reach_v;
    const double reach_y = std::abs(right.y) * reach_u + std::abs(down.y) * reach_v;
    const int x_begin = std::max(0, static_cast<int>(std::floor(center.x - reach_x)));
    const int x_end = std::min(camera_.width_px, static_cast<int>(std::ceil(center.x + reach_x)) + 1);
    const int y_begin = std::max(0, static_cast<int>(std::floor(center.y - reach_y)));
    const int y_end = std::min(camera_.height_px, static_cast<int>(std::ceil(center.y + reach_y)) + 1);
    const auto strength = static_cast<float>(level);
    for (int y = y_begin; y < y_end; ++y) {
        float* row = image.data() + static_cast<std::ptrdiff_t>(y) * camera_.width_px;
        const double dy = y - center.y;
        for (int x = x_begin; x < x_end; ++x) {
            const double dx = x - center.x;
            const double v = dx * down.x + dy * down.y;
            const float across = edge_(v + half_height_px) - edge_(v - half_height_px);
            if (across == 0.0F) continue;
            const double u = dx * right.x + dy * right.y;
            row[x] += strength * across * (edge_(u + half_width_px) - edge_(u - half_width_px));
        }
    }
}

std::vector<float> TileRenderer::render(const TileScene& scene) const {
    std::vector<float> image(vignette_.size(), 0.0F);
    const TileLattice& lattice = scene.lattice;
    const Axes axes{unit(lattice.along_col), unit(lattice.along_row)};
    const double half_width_px = 0.5 * lattice.die_width_px;
    const double half_height_px = 0.5 * lattice.die_height_px;
    const double beyond_px = std::hypot(half_width_px, half_height_px) + edge_.reach_px() + 1.0;
    const DieRect rect = dies_in_tile(lattice, scene.grid, camera_, -beyond_px);
    const double rim_px = std::clamp(scene.rim_px, 0.0, std::min(half_width_px, half_height_px));
    const double inner_share = (1.0 - rim_px / half_width_px) * (1.0 - rim_px / half_height_px);
    for (std::int32_t row = rect.row_begin; row < rect.row_end; ++row) {
        for (std::int32_t col = rect.col_begin; col < rect.col_end; ++col) {
            const DieLight light = scene.light_of({row, col});
            if (!(light.electrons_per_px > 0.0)) continue;
            PixelPoint center = lattice.center({row, col});
            center.x += light.shift_px.x;
            center.y += light.shift_px.y;
            if (light.rim == 1.0 || rim_px <= 0.0) {
                add_rectangle(image, axes, center, half_width_px, half_height_px, light.electrons_per_px);
                continue;
            }
            const double middle = light.electrons_per_px / (inner_share + light.rim * (1.0 - inner_share));
            add_rectangle(image, axes, center, half_width_px, half_height_px, middle * light.rim);
            add_rectangle(image, axes, center, half_width_px - rim_px, half_height_px - rim_px,
                          middle * (1.0 - light.rim));
        }
    }
    for (const LightPatch& patch : scene.patches) {
        const double c = std::cos(patch.angle_rad);
        const double s = std::sin(patch.angle_rad);
        add_rectangle(image, {{c, s}, {-s, c}}, patch.center, 0.5 * patch.width_px, 0.5 * patch.height_px,
                      patch.electrons_per_px);
    }
    if (optics_.halo > 0.0) {
        const auto share = static_cast<float>(optics_.halo);
        const std::vector<float> halo =
            wide_blur(image, camera_.width_px, camera_.height_px, optics_.halo_sigma_px);
        for (std::size_t i = 0; i < image.size(); ++i) image[i] += share * halo[i];
    }
    const auto background = static_cast<float>(scene.background_electrons_per_px);
    for (std::size_t i = 0; i < image.size(); ++i) {
        image[i] = std::max(image[i] + background, 0.0F) * vignette_[i];
    }
    return image;
}

std::vector<float> TileRenderer::even_field(double electrons_per_px) const {
    std::vector<float> image(vignette_);
    for (float& value : image) value *= static_cast<float>(electrons_per_px);
    return image;
}

}  // namespace waferglow::simulated
