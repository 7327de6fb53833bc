// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module/internal/sample_patch.h"

#include "libinspect/base/parallel.h"

#include <algorithm>
#include <cmath>

namespace waferglow::module {

namespace {

constexpr std::int32_t kPatchSize = 20;   // pixels of the module
constexpr std::int32_t kPatchBorder = 4;  // on each side, where neighbours are cut off

LightImage cut_out(const LightImage& image, int x0, int y0, int width, int height) {
    LightImage part;
    part.width = width;
    part.height = height;
    part.px.assign(
        static_cast<std::size_t>(part.stride()) * static_cast<std::size_t>(height + 2 * LightImage::kFrame),
        0.0F);
    part.left_out.resize(static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y) {
        std::copy_n(image.row(y + y0) + x0, width, part.row(y));
        for (const std::int32_t x : image.left_out[static_cast<std::size_t>(y + y0)]) {
            if (x >= x0 && x < x0 + width) part.left_out[static_cast<std::size_t>(y)].push_back(x - x0);
        }
    }
    return part;
}

struct Bounds {
    double left = 1e9;
    double right = -1e9;
    double top = 1e9;
    double bottom = -1e9;
};

Bounds bounds_of(const EmitterGrid& grid) {
    Bounds bounds;
    for (std::size_t sub = 0; sub < grid.subs(); ++sub) {
        for (std::size_t cell = 0; cell < grid.cells(); ++cell) {
            bounds.left = std::min(bounds.left, static_cast<double>(grid.x[sub][cell]));
            bounds.right = std::max(bounds.right, static_cast<double>(grid.x[sub][cell]));
            bounds.top = std::min(bounds.top, static_cast<double>(grid.y[sub][cell]));
            bounds.bottom = std::max(bounds.bottom, static_cast<double>(grid.y[sub][cell]));
        }
    }
    return bounds;
}

}  // namespace

EmitterGrid emitters_of(const ImageMap& map, const Module& module, const GridRect& rect, PixelPoint origin) {
    EmitterGrid grid{rect.rows(), rect.cols(), {}, {}};
    grid.x.assign(module.sub_pixels.size(), std::vector<float>(grid.cells()));
    grid.y = grid.x;
    parallel_blocks(static_cast<std::size_t>(rect.rows()), 8, [&](std::size_t begin, std::size_t end) {
        for (std::size_t r = begin; r < end; ++r) {
            const std::int32_t row = rect.first_row + static_cast<std::int32_t>(r);
            for (std::int32_t c = 0; c < rect.cols(); ++c) {
                const std::size_t cell =
                    r * static_cast<std::size_t>(rect.cols()) + static_cast<std::size_t>(c);
                const std::size_t panel = panel_of(module, row, rect.first_col + c);
                const WaferPoint middle = nominal_place(module, row, rect.first_col + c);
                for (std::size_t sub = 0; sub < module.sub_pixels.size(); ++sub) {
                    const SubPixel& emitter = module.sub_pixels[sub];
                    const PixelPoint at =
                        map.place(WaferPoint{middle.x + emitter.dx_um, middle.y + emitter.dy_um}, panel);
                    grid.x[sub][cell] = static_cast<float>(at.x - origin.x);
                    grid.y[sub][cell] = static_cast<float>(at.y - origin.y);
                }
            }
        }
    });
    return grid;
}

std::vector<Footprint> footprints_of(const Module& module, double px_per_um,
                                     const std::vector<double>& blur_px) {
    std::vector<Footprint> footprints;
    for (std::size_t sub = 0; sub < module.sub_pixels.size(); ++sub) {
        const SubPixel& emitter = module.sub_pixels[sub];
        footprints.push_back({AxisFootprint(emitter.width_um * px_per_um, blur_px[sub]),
                              AxisFootprint(emitter.height_um * px_per_um, blur_px[sub])});
    }
    return footprints;
}

std::vector<SamplePatch> sample_patches(const LightImage& image, const ImageMap& map, const Module& module,
                                        const CameraInfo& camera, int across) {
    const GridRect seen = cut_to_module(rect_in_view(map, camera, 0), module);
    std::vector<SamplePatch> patches;
    if (seen.empty()) return patches;
    for (int j = 0; j < across; ++j) {
        for (int i = 0; i < across; ++i) {
            const auto first = [&](std::int32_t begin, std::int32_t size, int n) {
                const std::int32_t spare = std::max(0, size - kPatchSize);
                return begin + (across == 1 ? spare / 2 : spare * n / (across - 1));
            };
            GridRect inner{first(seen.first_row, seen.rows(), j), 0, first(seen.first_col, seen.cols(), i),
                           0};
            inner.end_row = std::min(inner.first_row + kPatchSize, seen.end_row);
            inner.end_col = std::min(inner.first_col + kPatchSize, seen.end_col);
            const GridRect outer =
                cut_to_module({inner.first_row - kPatchBorder, inner.end_row + kPatchBorder,
                               inner.first_col - kPatchBorder, inner.end_col + kPatchBorder},
                              module);
            const Bounds in = bounds_of(emitters_of(map, module, inner));
            const Bounds out = bounds_of(emitters_of(map, module, outer));
            const int x0 = std::clamp(static_cast<int>(std::floor(out.left)), 0, image.width - 1);
            const int y0 = std::clamp(static_cast<int>(std::floor(out.top)), 0, image.height - 1);
            const int x1 = std::clamp(static_cast<int>(std::ceil(out.right)), 0, image.width - 1);
            const int y1 = std::clamp(static_cast<int>(std::ceil(out.bottom)), 0, image.height - 1);
            SamplePatch patch;
            patch.left = std::max(static_cast<int>(std::ceil(in.left)) - x0, 0);
            patch.top = std::max(static_cast<int>(std::ceil(in.top)) - y0, 0);
            patch.right = std::min(static_cast<int>(std::floor(in.right)), x1) - x0;
            patch.bottom = std::min(static_cast<int>(std::floor(in.bottom)), y1) - y0;
            if (patch.right <= patch.left || patch.bottom <= patch.top) continue;
            patch.image = cut_out(image, x0, y0, x1 - x0 + 1, y1 - y0 + 1);
            patch.grid = emitters_of(map, module, outer, {static_cast<double>(x0), static_cast<double>(y0)});
            patches.push_back(std::move(patch));
        }
    }
    return patches;
}

}  // namespace waferglow::module
