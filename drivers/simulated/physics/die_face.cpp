// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/die_face.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace waferglow::simulated {
namespace {

void require_face(bool good, std::string_view what, double value, const char* rule) {
    if (!good)
        throw Error(ErrorKind::input,
                    fmt::format("surface of the dies: {} = {} must be {}", what, value, rule));
}

void check_rects(const std::vector<FaceRect>& rects, const char* what, const DieGrid& grid) {
    for (const FaceRect& r : rects) {
        const bool inside = r.width_um > 0.0 && r.height_um > 0.0 &&
                            std::abs(r.x_um) + 0.5 * r.width_um <= 0.5 * grid.die_width_um &&
                            std::abs(r.y_um) + 0.5 * r.height_um <= 0.5 * grid.die_height_um;
        if (!inside)
            throw Error(
                ErrorKind::input,
                fmt::format(
                    "surface of the dies: a {} of {} x {} um at ({}, {}) um reaches out of the die of "
                    "{} x {} um",
                    what, r.width_um, r.height_um, r.x_um, r.y_um, grid.die_width_um, grid.die_height_um));
    }
}

}  // namespace

const std::array<FaceClassInfo, kFaceClasses>& face_classes() {
    static constexpr std::array<FaceClassInfo, kFaceClasses> kTable{{
        {FaceClass::good, "good", 0.0},
        {FaceClass::missing, "missing", 0.0015},
        {FaceClass::misplaced, "misplaced", 0.003},
        {FaceClass::chipped, "chipped", 0.012},
        {FaceClass::cracked, "cracked", 0.006},
        {FaceClass::scratched, "scratched", 0.0},
        {FaceClass::metal_missing, "metal_missing", 0.006},
        {FaceClass::metal_partial, "metal_partial", 0.006},
        {FaceClass::metal_broken, "metal_broken", 0.004},
        {FaceClass::contact_residue, "contact_residue", 0.009},
        {FaceClass::metal_stain, "metal_stain", 0.006},
        {FaceClass::particle, "particle", 0.01},
        {FaceClass::residue, "residue", 0.006},
        {FaceClass::discoloured, "discoloured", 0.004},
    }};
    return kTable;
}

std::string_view name_of(FaceClass face) {
    return face_classes().at(static_cast<std::size_t>(face)).name;
}

FaceShares usual_face_shares() {
    FaceShares shares{};
    for (std::size_t i = 0; i < kFaceClasses; ++i) shares.at(i) = face_classes().at(i).share;
    return shares;
}

FaceSettings resolve(FaceSettings s, const DieGrid& grid, double pixel_um) {
    constexpr double kThinnest_px = 0.8;
    if (!s.enabled) return s;
    const double w = grid.die_width_um;
    const double h = grid.die_height_um;
    if (s.pads.empty() && s.fingers.empty()) {
        s.pads = {{-0.29 * w, 0.0, 0.25 * w, 0.56 * h}, {0.29 * w, -0.12 * h, 0.25 * w, 0.38 * h}};
        s.fingers = {{-0.02 * w, 0.22 * h, 0.29 * w, 0.07 * h}};
    }
    if (s.smallest_um == 0.0) s.smallest_um = kThinnest_px * pixel_um;
    check_rects(s.pads, "pad", grid);
    check_rects(s.fingers, "finger", grid);
    require_face(s.pads.size() <= kMostPads, "number of pads", static_cast<double>(s.pads.size()),
                 "at most 8");
    require_face(s.street >= 0.0 && s.street < 1.0, "street", s.street,
                 "from 0 to below 1, the body's light");
    require_face(s.metal > 1.0, "metal", s.metal, "over 1, the body's light");
    require_face(s.smallest_um > 0.0, "smallest_um", s.smallest_um, "positive");
    require_face(s.grain_px > 0.0, "grain_px", s.grain_px, "positive");
    require_face(s.corner_blur > 0.0, "corner_blur", s.corner_blur, "positive");
    require_face(s.lamp >= 0.0 && s.lamp < 1.0, "lamp", s.lamp, "from 0 to below 1");
    require_face(s.vignetting >= 0.0 && s.vignetting < 0.7, "vignetting", s.vignetting,
                 "from 0 to below 0.7");
    require_face(s.corner_without_pad_share >= 0.0 && s.corner_without_pad_share < 1.0,
                 "corner_without_pad_share", s.corner_without_pad_share, "from 0 to below 1");
    for (const auto& [what, value] :
         {std::pair{"grain", s.grain}, std::pair{"die_spread", s.die_spread},
          std::pair{"placement_px", s.placement_px}, std::pair{"turn_mrad", s.turn_mrad},
          std::pair{"trend", s.trend}, std::pair{"share_factor", s.share_factor},
          std::pair{"scratches_per_thousand", s.scratches_per_thousand}}) {
        require_face(value >= 0.0 && std::isfinite(value), what, value, "zero or more");
    }
    double sum = 0.0;
    for (const double share : s.shares) {
        require_face(share >= 0.0, "a share of dies", share, "zero or more");
        sum += share;
    }
    require_face(sum * s.share_factor <= 1.0, "sum of all shares", sum * s.share_factor, "at most 1");
    return s;
}

}  // namespace waferglow::simulated
