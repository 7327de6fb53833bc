// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/face_renderer.h"

#include <algorithm>
#include <cmath>

namespace waferglow::simulated {
namespace {

PixelPoint unit_of(PixelPoint p) {
    const double length = std::hypot(p.x, p.y);
    return {p.x / length, p.y / length};
}

/// As a good die: what is wrong with it is taken off.
DieFace mended(const DieFace& face, const FaceSettings& s) {
    DieFace good = face;
    const FaceDefect& d = face.defect;
    if (d.face == FaceClass::misplaced) {
        good.shift_x_um -= d.box.x_um;
        good.shift_y_um -= d.box.y_um;
    }
    if (d.face == FaceClass::discoloured) good.body /= d.keep;
    if (d.face == FaceClass::contact_residue) good.pads.at(d.part) /= d.keep;
    if (d.face == FaceClass::metal_missing) good.pads.at(d.part) = s.metal;
    good.defect = {};
    good.effect = {};
    return good;
}

}  // namespace

FaceRenderer::FaceRenderer(const DieFaces& faces, const CameraInfo& camera, double blur_px)
    : faces_(faces),
      camera_(camera),
      painter_(camera.width_px, camera.height_px, blur_px, faces.settings().corner_blur),
      blur_px_(blur_px),
      grain_(faces.settings().grain_px) {
    vignette_.reserve(static_cast<std::size_t>(camera.width_px) * static_cast<std::size_t>(camera.height_px));
    for (int y = 0; y < camera.height_px; ++y) {
        for (int x = 0; x < camera.width_px; ++x) vignette_.push_back(static_cast<float>(vignette(x, y)));
    }
}

double FaceRenderer::vignette(int x, int y) const {
    // The lamp is brightest beside the image's middle, which a laser's flat does not know.
    const double beside = faces_.settings().lamp_beside;
    const double half_x = std::max(0.5, 0.5 * (camera_.width_px - 1));
    const double half_y = std::max(0.5, 0.5 * (camera_.height_px - 1));
    const double dx = x - half_x * (1.0 + beside);
    const double dy = y - half_y * (1.0 - beside);
    return 1.0 - faces_.settings().vignetting * (dx * dx + dy * dy) / (half_x * half_x + half_y * half_y);
}

FaceRenderer::Frame FaceRenderer::frame_of(const TileLattice& lattice, PixelPoint center,
                                           const DieFace& face) const {
    const PixelPoint right = unit_of(lattice.along_col);
    const PixelPoint down = unit_of(lattice.along_row);
    const double scale = lattice.die_width_px / faces_.grid().die_width_um;
    const double c = scale * std::cos(face.turn_rad);
    const double s = scale * std::sin(face.turn_rad);
    Frame frame;
    frame.right = {right.x * c - down.x * s, right.y * c - down.y * s};
    frame.up = {-down.x * c - right.x * s, -down.y * c - right.y * s};
    frame.center = {center.x + scale * (right.x * face.shift_x_um - down.x * face.shift_y_um),
                    center.y + scale * (right.y * face.shift_x_um - down.y * face.shift_y_um)};
    return frame;
}

Box FaceRenderer::box_of(const Frame& frame, const FaceRect& rect, double turn_rad) const {
    const double scale = std::hypot(frame.right.x, frame.right.y);
    const double c = std::cos(turn_rad) / scale;
    const double s = std::sin(turn_rad) / scale;
    return {{frame.center.x + frame.right.x * rect.x_um + frame.up.x * rect.y_um,
             frame.center.y + frame.right.y * rect.x_um + frame.up.y * rect.y_um},
            0.5 * rect.width_um * scale,
            0.5 * rect.height_um * scale,
            {frame.right.x * c + frame.up.x * s, frame.right.y * c + frame.up.y * s}};
}

void FaceRenderer::draw_die(const BoxPainter& painter, const Frame& frame, const DieFace& face,
                            Canvas& to) const {
    const FaceSettings& s = faces_.settings();
    const DieGrid& grid = faces_.grid();
    painter.add(to.light, box_of(frame, {0.0, 0.0, grid.die_width_um, grid.die_height_um}),
                face.body - s.street);
    const double scale = std::hypot(frame.right.x, frame.right.y);
    const PixelPoint right{frame.right.x / scale, frame.right.y / scale};
    const PixelPoint up{frame.up.x / scale, frame.up.y / scale};
    const auto metal = [&](const FaceRect& rect, double light) {
        const double step = light - face.body;
        const bool grainy = s.grain > 0.0 && step != 0.0;
        painter.cover(to.light, box_of(frame, rect), [&](int x, int y, double share) {
            to.light.at(x, y) += step * share;
            if (!grainy) return;
            const double dx = x - frame.center.x;
            const double dy = y - frame.center.y;
            to.texture.at(x, y) +=
                s.grain * share *
                grain_.at(face.grain_key, dx * right.x + dy * right.y, dx * up.x + dy * up.y);
        });
    };
    for (std::size_t k = 0; k < s.pads.size(); ++k) metal(s.pads[k], face.pads.at(k));
    for (const FaceRect& finger : s.fingers) metal(finger, face.finger);
}

void FaceRenderer::draw_damage(const BoxPainter& painter, const Frame& frame, const DieFace& face,
                               Canvas& to) const {
    constexpr double kGlint = 1.5;  // light that a glint adds
    const FaceDefect& d = face.defect;
    const auto surface = [&](double light) {  // another one lies bare
        const Box box = box_of(frame, d.box, d.turn_rad);
        painter.blend(to.light, box, 0.0, light);
        painter.blend(to.texture, box, 0.0, 0.0);
    };
    switch (d.face) {
        case FaceClass::chipped:
            surface(faces_.settings().street);
            break;
        case FaceClass::metal_partial:
        case FaceClass::metal_broken:
            surface(face.body);
            break;
        case FaceClass::cracked:
        case FaceClass::metal_stain:
        case FaceClass::residue:
            painter.blend(to.light, box_of(frame, d.box, d.turn_rad), d.keep, 0.0);
            break;
        case FaceClass::particle: {
            const Box box = box_of(frame, d.box, d.turn_rad);
            painter.blend(to.light, box, d.keep, 0.0);
            painter.blend(to.texture, box, 0.0, 0.0);
            if (d.glint)
                painter.blend(to.light,
                              box_of(frame, {d.box.x_um + 0.15 * d.box.width_um, d.box.y_um,
                                             0.3 * d.box.width_um, 0.3 * d.box.height_um}),
                              1.0, kGlint);
            break;
        }
        default:
            break;  // the die itself is drawn so
    }
}

void FaceRenderer::draw_scratches(const BoxPainter& painter, const TileLattice& lattice, Canvas& to) const {
    const DieGrid& grid = faces_.grid();
    const double scale = lattice.die_width_px / grid.die_width_um;
    const PixelPoint right = unit_of(lattice.along_col);
    const PixelPoint down = unit_of(lattice.along_row);
    for (const FaceScratch& s : faces_.scratches()) {
        const double col = (s.middle.x - grid.x0_um) / grid.pitch_x_um;
        const double row = (grid.y0_um - s.middle.y) / grid.pitch_y_um;
        const PixelPoint middle{lattice.origin.x + col * lattice.along_col.x + row * lattice.along_row.x,
                                lattice.origin.y + col * lattice.along_col.y + row * lattice.along_row.y};
        const double c = std::cos(s.angle_rad);
        const double n = std::sin(s.angle_rad);
        painter.blend(to.light,
                      {middle,
                       0.5 * s.length_um * scale,
                       0.5 * s.width_um * scale,
                       {right.x * c - down.x * n, right.y * c - down.y * n}},
                      s.keep, 0.0);
    }
}

std::vector<float> FaceRenderer::render(const FaceScene& scene) const {
    const FaceSettings& s = faces_.settings();
    Canvas canvas{Plane(camera_.width_px, camera_.height_px, s.street),
                  Plane(camera_.width_px, camera_.height_px, 0.0)};
    struct Drawn {
        Frame frame;
        DieFace face;
    };
    std::vector<Drawn> damaged;
    const TileLattice& lattice = scene.lattice;
    const double beyond_px = std::hypot(lattice.die_width_px, lattice.die_height_px) + 10.0 * blur_px_ + 2.0;
    const DieRect rect = dies_in_tile(lattice, faces_.grid(), camera_, -beyond_px);
    DieFace face;
    for (std::int32_t row = rect.row_begin; row < rect.row_end; ++row) {
        for (std::int32_t col = rect.col_begin; col < rect.col_end; ++col) {
            const DieIndex die{row, col};
            if (!scene.face_of(die, face) || face.effect.gone) continue;
            const Frame frame = frame_of(lattice, lattice.center(die), face);
            draw_die(painter_, frame, face, canvas);
            if (face.defect.face != FaceClass::good) damaged.push_back({frame, face});
        }
    }
    for (const Drawn& d : damaged) draw_damage(painter_, d.frame, d.face, canvas);
    draw_scratches(painter_, lattice, canvas);
    std::vector<float> electrons(vignette_.size());
    const double level = scene.body_electrons_per_px * scene.lamp;
    for (std::size_t i = 0; i < electrons.size(); ++i) {
        const double light = std::max(0.0, canvas.light.light[i] * (1.0 + canvas.texture.light[i]));
        electrons[i] = static_cast<float>(level * light) * vignette_[i];
    }
    return electrons;
}

std::vector<float> FaceRenderer::even_field(double electrons_per_px) const {
    std::vector<float> image(vignette_);
    for (float& value : image) value *= static_cast<float>(electrons_per_px);
    return image;
}

double FaceRenderer::sigmas(DieIndex die, const DieFace& face, double body_electrons_per_px,
                            double read_noise_e) const {
    constexpr int kAround_px = 3;
    const FaceSettings& s = faces_.settings();
    const DieGrid& grid = faces_.grid();
    if (face.face() == FaceClass::good) return 0.0;
    if (face.face() == FaceClass::contact_residue || face.face() == FaceClass::discoloured)
        return std::abs(1.0 - face.defect.keep) / std::max(s.die_spread, 1e-6);
    const double scale = 1.0 / camera_.pixel_um;
    const int width = static_cast<int>(std::ceil(grid.die_width_um * scale)) + 2 * kAround_px + 1;
    const int height = static_cast<int>(std::ceil(grid.die_height_um * scale)) + 2 * kAround_px + 1;
    const BoxPainter painter(width, height, blur_px_, 1.0);
    TileLattice lattice;
    lattice.along_col = {grid.pitch_x_um * scale, 0.0};
    lattice.along_row = {0.0, grid.pitch_y_um * scale};
    lattice.die_width_px = grid.die_width_um * scale;
    lattice.die_height_px = grid.die_height_um * scale;
    const PixelPoint middle{0.5 * (width - 1), 0.5 * (height - 1)};
    lattice.origin = {middle.x - die.col * lattice.along_col.x, middle.y - die.row * lattice.along_row.y};

    Canvas good{Plane(width, height, s.street), Plane(width, height, 0.0)};
    Canvas seen = good;
    const DieFace mended_face = mended(face, s);
    draw_die(painter, frame_of(lattice, middle, mended_face), mended_face, good);
    if (!face.effect.gone) {
        const Frame frame = frame_of(lattice, middle, face);
        draw_die(painter, frame, face, seen);
        draw_damage(painter, frame, face, seen);
    }
    if (face.scratched) draw_scratches(painter, lattice, seen);
    double squares = 0.0;
    for (int y = 1; y + 1 < height; ++y) {
        for (int x = 1; x + 1 < width; ++x) {
            const double light = good.light.at(x, y);
            const double metal = std::clamp((light - 1.0) / (s.metal - 1.0), 0.0, 1.0);
            const double grain = s.grain * s.metal * metal;
            const double gx = 0.5 * (good.light.at(x + 1, y) - good.light.at(x - 1, y));
            const double gy = 0.5 * (good.light.at(x, y + 1) - good.light.at(x, y - 1));
            const double read = read_noise_e / body_electrons_per_px;
            const double variance = light / body_electrons_per_px + read * read + grain * grain +
                                    s.placement_px * s.placement_px * (gx * gx + gy * gy);
            const double change = seen.light.at(x, y) - light;
            squares += change * change / variance;
        }
    }
    return std::sqrt(squares);
}

}  // namespace waferglow::simulated
