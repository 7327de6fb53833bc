// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/patterns.h"

#include "drivers/simulated/physics/counter_random.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace waferglow::simulated {
namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;

double distance_um(WaferPoint p, WaferPoint a, WaferPoint b) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double length2 = dx * dx + dy * dy;
    const double along =
        length2 > 0.0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0, 1.0) : 0.0;
    return std::hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

/// A point spread evenly over the disc of `share` of the region's radius.
WaferPoint point_in(const Region& region, double share, RandomStream& random) {
    const double r = share * region.radius_um * std::sqrt(random.uniform());
    const double angle = kTwoPi * random.uniform();
    return {region.center.x + r * std::cos(angle), region.center.y + r * std::sin(angle)};
}

}  // namespace

const char* name_of(Pattern pattern) {
    switch (pattern) {
        case Pattern::scratch:
            return "scratch";
        case Pattern::cluster:
            return "cluster";
        case Pattern::edge_ring:
            return "edge_ring";
        case Pattern::none:
            break;
    }
    return "none";
}

DefectPatterns::DefectPatterns(const PatternSettings& settings, const Region& region, std::uint64_t seed)
    : settings_(settings), region_(region) {
    constexpr int kVertices = 17;
    for (int i = 0; i < settings.scratches; ++i) {
        RandomStream random(stream_key(seed, Topic::patterns, 0, static_cast<std::uint64_t>(i)));
        WaferPoint at = point_in(region, 0.6, random);
        double heading = kTwoPi * random.uniform();
        const double step_um = region.radius_um * random.uniform(0.4, 0.9) / (kVertices - 1);
        const double turn = random.uniform(-0.6, 0.6) / (kVertices - 1);
        Scratch scratch;
        for (int vertex = 0; vertex < kVertices; ++vertex) {
            scratch.path.push_back(at);
            at = {at.x + step_um * std::cos(heading), at.y + step_um * std::sin(heading)};
            heading += turn;
        }
        scratches_.push_back(std::move(scratch));
    }
    for (int i = 0; i < settings.clusters; ++i) {
        RandomStream random(stream_key(seed, Topic::patterns, 1, static_cast<std::uint64_t>(i)));
        clusters_.push_back(point_in(region, 0.75, random));
    }
}

std::vector<std::vector<WaferPoint>> DefectPatterns::scratch_paths() const {
    std::vector<std::vector<WaferPoint>> paths;
    for (const Scratch& scratch : scratches_) paths.push_back(scratch.path);
    return paths;
}

bool DefectPatterns::scratched(WaferPoint p) const {
    const double reach_um = 0.5 * settings_.scratch_width_um;
    return std::any_of(scratches_.begin(), scratches_.end(), [&](const Scratch& scratch) {
        for (std::size_t i = 1; i < scratch.path.size(); ++i) {
            if (distance_um(p, scratch.path[i - 1], scratch.path[i]) <= reach_um) return true;
        }
        return false;
    });
}

Pattern DefectPatterns::at(WaferPoint p, double dice) const {
    if (scratched(p)) return Pattern::scratch;
    for (const WaferPoint& cluster : clusters_) {
        const double r = std::hypot(p.x - cluster.x, p.y - cluster.y) / settings_.cluster_radius_um;
        if (dice < settings_.cluster_peak * std::exp(-0.5 * r * r)) return Pattern::cluster;
    }
    if (settings_.edge_ring_width_um > 0.0) {
        const double inside_um =
            region_.radius_um - std::hypot(p.x - region_.center.x, p.y - region_.center.y);
        const double depth = 1.0 - inside_um / settings_.edge_ring_width_um;
        if (dice < settings_.edge_ring_peak * depth) return Pattern::edge_ring;
    }
    return Pattern::none;
}

SmoothField::SmoothField(const Region& region, std::uint64_t seed, std::uint64_t which) : region_(region) {
    RandomStream random(stream_key(seed, Topic::patterns, 2, which));
    double sum = 0.0;
    for (double& weight : weights_) {
        weight = random.uniform(-1.0, 1.0);
        sum += std::abs(weight);
    }
    for (double& weight : weights_) weight /= sum;
}

double SmoothField::at(WaferPoint p) const {
    const double x = (p.x - region_.center.x) / region_.radius_um;
    const double y = (p.y - region_.center.y) / region_.radius_um;
    return weights_[0] * x + weights_[1] * y + weights_[2] * (2.0 * (x * x + y * y) - 1.0) +
           weights_[3] * (x * x - y * y) + weights_[4] * 2.0 * x * y;
}

}  // namespace waferglow::simulated
