// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that move: camera against stage, focus surface.
#include "app/tool/calibration_steps.h"
#include "calibration/focus_surface.h"
#include "calibration/sharpness.h"
#include "calibration/stage_affine.h"
#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

namespace waferglow::tool {
namespace {

using namespace waferglow::calibration;

constexpr double kShareOfRange = 0.3;  // dies are brighter than what lies between them

/// Small moves all around.
StageAffine coarse_affine(const CalibrationBench& bench, Shot shot, const LatticeFrequencies& lattice,
                          const Image& first, double move_um) {
    std::vector<MoveSeen> moves;
    const StagePoint middle = shot.at;
    const std::array<double, 2> start = lattice_phase(first.view(), lattice);
    for (const StagePoint way : {StagePoint{1, 0}, StagePoint{-1, 0}, StagePoint{0, 1}, StagePoint{0, -1}}) {
        const StagePoint move{move_um * way.x, move_um * way.y};
        shot.at = {middle.x + move.x, middle.y + move.y};
        const Image moved = bench.take_one(shot);
        moves.push_back({move, lattice_shift(lattice, start, lattice_phase(moved.view(), lattice))});
    }
    return fit_moves(moves);
}

/// From near to far, so that the pitches can be counted.
std::vector<StagePoint> ladder(StagePoint middle, double first_um, double reach_um) {
    constexpr double kFactor = 3.5;
    std::vector<StagePoint> places{middle};
    double side = 1.0;
    for (double way = first_um; way < reach_um; way *= kFactor, side = -side) {
        places.push_back({middle.x + side * way, middle.y});
        places.push_back({middle.x, middle.y + side * way});
    }
    constexpr int kAround = 12;
    for (int i = 0; i < kAround; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / kAround;
        places.push_back({middle.x + reach_um * std::cos(angle), middle.y + reach_um * std::sin(angle)});
    }
    return places;
}

Record describe(const StageAffine& affine, const CameraInfo& camera, double reach_um, std::size_t places) {
    const double nominal_um = camera.pixel_um;
    constexpr double kMostRms = 3.0;  // um, or half a pixel
    const double error = affine.rms_um / (reach_um * std::sqrt(static_cast<double>(places)));
    Record record;
    record.values = {{"rotation", 1e3 * affine.rotation_rad, "mrad", {}, {}},
                     {"pixel size", affine.pixel_um, "um", 0.0, {}},
                     {"scale", 1e6 * (affine.pixel_um / nominal_um - 1.0), "ppm", {}, {}},
                     {"anisotropy", 1e6 * affine.anisotropy, "ppm", {}, {}},
                     {"shear", 1e3 * affine.shear_rad, "mrad", -10.0, 10.0},
                     {"mirrored", affine.mirrored ? 1.0 : 0.0, "", {}, {}},
                     {"residual", affine.rms_um, "um", 0.0, std::max(kMostRms, 0.5 * nominal_um)},
                     {"rotation error", 1e3 * error, "mrad", 0.0, 0.1},
                     {"scale error", 1e6 * error, "ppm", 0.0, 50.0}};
    const PixelsPerUm& m = affine.matrix;
    record.numbers = {{"matrix", "px/um: xx, xy, yx, yy", {m.xx, m.xy, m.yx, m.yy}}};
    return record;
}

}  // namespace

Record run_stage(const CalibrationBench& bench) {
    constexpr double kMoveOfPeriod = 0.25;  // less than half, so that the next die can't be taken for it
    const double reach_um = 0.35e3 * bench.options().diameter_mm;
    const ToolLight& lamp = bench.light({ChannelKind::reflected});
    const StagePoint middle = bench.options().at.value_or(StagePoint{});
    Shot shot{.light = &lamp, .power_mw = CalibrationBench::power_mw(lamp), .at = middle};
    bench.step(0.0, "finding the exposure");
    shot.exposure_ms =
        bench.options().exposure_ms ? *bench.options().exposure_ms : bench.exposure_for(shot, kShareOfRange);
    const Image first = bench.take_one(shot);
    const std::optional<LatticeFrequencies> lattice = find_lattice(first.view());
    if (!lattice)
        throw Error(ErrorKind::job,
                    "stage: no dies are seen in the middle of the wafer; put a wafer with "
                    "dies there, or say with --at where it has some");
    double period_px = 1e9;
    for (const Frequency& f : *lattice) period_px = std::min(period_px, 1.0 / std::hypot(f.x, f.y));
    const double pixel_um = bench.tool().camera_info.pixel_um;
    bench.step(0.1, "small moves");
    const StageAffine coarse =
        coarse_affine(bench, shot, *lattice, first, kMoveOfPeriod * period_px * pixel_um);

    const std::vector<StagePoint> places = ladder(middle, period_px * pixel_um, reach_um);
    std::vector<PhaseSeen> seen;
    LatticeFrequencies mean{};
    for (const StagePoint at : places) {
        bench.step(0.2 + 0.8 * static_cast<double>(seen.size()) / static_cast<double>(places.size()),
                   fmt::format("place {} of {}", seen.size() + 1, places.size()));
        shot.at = at;
        const Image image = bench.take_one(shot);
        const LatticeFrequencies here = refine_lattice(image.view(), *lattice);
        for (std::size_t i = 0; i < mean.size(); ++i) {
            mean[i].x += here[i].x / static_cast<double>(places.size());
            mean[i].y += here[i].y / static_cast<double>(places.size());
        }
        seen.push_back({at, lattice_phase(image.view(), *lattice)});
    }
    const StageAffine affine = fit_lattice(coarse.matrix, mean, seen);
    Record record = describe(affine, bench.tool().camera_info, reach_um, places.size());
    record.conditions = {{"exposure_ms", fmt::format("{}", shot.exposure_ms)},
                         {"light", lamp.name},
                         {"places", fmt::format("{}", places.size())}};
    Series residual{"residual", "distance from the middle", "um", "residual", "um", {}, affine.residual_um};
    for (const StagePoint& at : places) residual.x.push_back(std::hypot(at.x - middle.x, at.y - middle.y));
    record.series = {std::move(residual)};
    return record;
}

namespace {

/// The middle of the wafer and two rings.
std::vector<StagePoint> focus_places(double radius_um) {
    std::vector<StagePoint> places{{}};
    const auto ring = [&](int count, double share, double first) {
        for (int i = 0; i < count; ++i) {
            const double angle = 2.0 * std::numbers::pi * (i + first) / count;
            places.push_back({share * radius_um * std::cos(angle), share * radius_um * std::sin(angle)});
        }
    };
    ring(4, 0.4, 0.0);
    ring(8, 0.75, 0.5);
    return places;
}

/// Sharpness at heights evenly about the middle of the search.
std::vector<HeightSharpness> sharpness_by_height(const CalibrationBench& bench, Shot shot, double dark_dn) {
    constexpr int kHeights = 13;
    std::vector<HeightSharpness> heights;
    for (int i = 0; i < kHeights; ++i) {
        shot.z_um = bench.options().focus_middle_um +
                    bench.options().focus_range_um * (2.0 * i / (kHeights - 1) - 1.0);
        const Image image = bench.take_one(shot);
        heights.push_back({*shot.z_um, sharpness(image.view(), dark_dn)});
    }
    return heights;
}

Record describe(const FocusSurface& surface, const std::vector<FocusPoint>& points, double least_contrast) {
    constexpr double kMostRms = 5.0;
    Record record;
    record.values = {{"height in the middle", surface.z0_um, "um", {}, {}},
                     {"tilt along x", 1e6 * surface.tilt_x_rad, "urad", {}, {}},
                     {"tilt along y", 1e6 * surface.tilt_y_rad, "urad", {}, {}},
                     {"bow", surface.bow_um, "um", {}, {}},
                     {"residual", surface.rms_um, "um", 0.0, kMostRms},
                     {"contrast", least_contrast, "", 1.1, {}}};
    record.numbers = {
        {"surface",
         "um, rad, rad, um, um: z0, tilt_x, tilt_y, bow, radius",
         {surface.z0_um, surface.tilt_x_rad, surface.tilt_y_rad, surface.bow_um, surface.radius_um}}};
    Series residual{"residual", "distance from the middle", "um", "height over the surface", "um",
                    {},         surface.residual_um};
    for (const FocusPoint& point : points) residual.x.push_back(std::hypot(point.at.x, point.at.y));
    record.series = {std::move(residual)};
    return record;
}

}  // namespace

Record run_focus(const CalibrationBench& bench) {
    if (!bench.tool().stage->capabilities().z_um)
        throw Error(ErrorKind::usage, "focus: the stage has no z axis");
    const ToolLight& lamp = bench.light({ChannelKind::reflected});
    Shot shot{.light = &lamp, .power_mw = CalibrationBench::power_mw(lamp)};
    const double radius_um = 0.5e3 * bench.options().diameter_mm;
    const std::vector<StagePoint> places = focus_places(radius_um);
    bench.step(0.0, "finding the exposure");
    shot.z_um = bench.options().focus_middle_um;
    shot.exposure_ms =
        bench.options().exposure_ms ? *bench.options().exposure_ms : bench.exposure_for(shot, kShareOfRange);
    Shot off = shot;
    off.light = nullptr;
    const double dark_dn = CalibrationBench::middle_level(bench.take_one(off));
    std::vector<FocusPoint> points;
    double least_contrast = 1e9;
    Series curve{"sharpness in the middle", "z", "um", "sharpness", "", {}, {}};
    for (const StagePoint at : places) {
        bench.step(static_cast<double>(points.size()) / static_cast<double>(places.size()),
                   fmt::format("place {} of {}", points.size() + 1, places.size()));
        shot.at = at;
        const std::vector<HeightSharpness> heights = sharpness_by_height(bench, shot, dark_dn);
        const FocusPeak peak = find_focus(heights);
        if (!peak.inside)
            throw Error(
                ErrorKind::job,
                fmt::format("focus: at ({:.0f}, {:.0f}) um nothing is sharp between {:.0f} and {:.0f} um; "
                            "begin elsewhere (--focus-middle-um) or search further (--focus-range-um)",
                            at.x, at.y, heights.front().z_um, heights.back().z_um));
        least_contrast = std::min(least_contrast, peak.contrast);
        points.push_back({at, peak.z_um});
        if (points.size() > 1) continue;
        for (const HeightSharpness& h : heights) {
            curve.x.push_back(h.z_um);
            curve.y.push_back(h.sharpness);
        }
    }
    Record record = describe(fit_focus(points, radius_um), points, least_contrast);
    record.conditions = {{"exposure_ms", fmt::format("{}", shot.exposure_ms)}, {"light", lamp.name}};
    record.series.push_back(std::move(curve));
    return record;
}

}  // namespace waferglow::tool
