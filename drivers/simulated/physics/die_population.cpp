// SPDX-License-Identifier: GPL-3.0-or-later
#include "drivers/simulated/physics/die_population.h"

#include "drivers/simulated/physics/counter_random.h"
#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace waferglow::simulated {
namespace {

constexpr double kMissingReflection = 0.3;  // bare street against metal
constexpr double kPeeledReflection = 1.6;

void check_range(const char* what, double low, double high, double least) {
    if (!(low >= least && high >= low && std::isfinite(high))) {
        throw Error(ErrorKind::input,
                    fmt::format("die population: {} runs from {} to {}; it must ascend from at least {}",
                                what, low, high, least));
    }
}

void check(const PopulationSettings& s) {
    const KindShares& k = s.shares;
    const std::array<double, 8> shares{k.missing,      k.dead,     k.shunt,      k.sidewall,
                                       k.open_contact, k.particle, k.wavelength, k.bright};
    double sum = 0.0;
    for (const double share : shares) {
        check_range("a share of dies", share, 1.0, 0.0);
        sum += share;
    }
    if (sum > 1.0) {
        throw Error(ErrorKind::input,
                    fmt::format("die population: the shares of defects sum to {}, over 1", sum));
    }
    constexpr double kTiny = 1e-9;
    check_range("shunt_ohm_cm2", s.shunt_min_ohm_cm2, s.shunt_max_ohm_cm2, kTiny);
    check_range("sidewall_factor", s.sidewall_min_factor, s.sidewall_max_factor, 1.0);
    check_range("particle", s.particle_min, s.particle_max, 0.0);
    check_range("bright", s.bright_min, s.bright_max, 0.0);
    check_range("outlier_nm", s.outlier_min_nm, s.outlier_max_nm, 0.0);
    check_range("spread", 0.0, s.emission_spread, 0.0);
    check_range("spread", 0.0, s.srh_spread, 0.0);
    check_range("spread", 0.0, s.channel_spread, 0.0);
    check_range("wavelength spread", 0.0, s.wavelength_spread_nm, 0.0);
}

DieKind kind_of_pattern(Pattern pattern) {
    switch (pattern) {
        case Pattern::scratch:
            return DieKind::dead;
        case Pattern::cluster:
            return DieKind::shunt;
        case Pattern::edge_ring:
            return DieKind::sidewall;
        case Pattern::none:
            break;
    }
    return DieKind::healthy;
}

DieKind kind_of_dice(const KindShares& shares, double dice) {
    const std::array<std::pair<DieKind, double>, 8> table{{{DieKind::missing, shares.missing},
                                                           {DieKind::dead, shares.dead},
                                                           {DieKind::shunt, shares.shunt},
                                                           {DieKind::sidewall, shares.sidewall},
                                                           {DieKind::open_contact, shares.open_contact},
                                                           {DieKind::particle, shares.particle},
                                                           {DieKind::wavelength, shares.wavelength},
                                                           {DieKind::bright, shares.bright}}};
    for (const auto& [kind, share] : table) {
        if (dice < share) return kind;
        dice -= share;
    }
    return DieKind::healthy;
}

double reflection_of(DieKind kind) {
    if (kind == DieKind::missing) return kMissingReflection;
    if (kind == DieKind::bright) return kPeeledReflection;
    return 1.0;
}

}  // namespace

const char* name_of(DieKind kind) {
    switch (kind) {
        case DieKind::healthy:
            return "healthy";
        case DieKind::missing:
            return "missing";
        case DieKind::dead:
            return "dead";
        case DieKind::shunt:
            return "shunt";
        case DieKind::sidewall:
            return "sidewall";
        case DieKind::open_contact:
            return "open_contact";
        case DieKind::particle:
            return "particle";
        case DieKind::wavelength:
            return "wavelength";
        case DieKind::bright:
            return "bright";
    }
    return "";
}

DiePopulation::DiePopulation(const PopulationSettings& settings, const DieGrid& grid, const Region& region,
                             const std::vector<Channel>& channels, std::uint64_t seed)
    : settings_(settings),
      grid_(grid),
      patterns_(settings.patterns, region, seed),
      emission_map_(region, seed, 0),
      wavelength_map_(region, seed, 1),
      channels_(channels),
      seed_(seed) {
    check(settings);
    if (channels.size() > kMaxChannels) {
        throw Error(ErrorKind::input, fmt::format("die population: {} channels, at most {} are possible",
                                                  channels.size(), kMaxChannels));
    }
    const DieElectrics nominal{.width_um = grid.die_width_um, .height_um = grid.die_height_um};
    const auto light_at = [&](double current_a_cm2) {
        return Light{current_a_cm2, solve_junction(settings.epi, nominal, current_a_cm2).light_cm2_s};
    };
    for (const Channel& channel : channels) {
        lights_.push_back(light_at(photocurrent_a_cm2(settings.epi, channel.excitation_w_cm2)));
    }
    drive_ = light_at(settings.drive_a_cm2);
}

double DiePopulation::relative_light(const DieElectrics& die, const Light& light) const {
    if (!(light.nominal_cm2_s > 0.0)) return 0.0;
    return solve_junction(settings_.epi, die, light.current_a_cm2).light_cm2_s / light.nominal_cm2_s;
}

DieFate DiePopulation::fate(DieIndex index) const {
    RandomStream random(stream_key(seed_, Topic::die, static_cast<std::uint64_t>(index.row),
                                   static_cast<std::uint64_t>(index.col)));
    const Kind drawn = draw_kind(index, random);
    DieFate fate{.missing = drawn.kind == DieKind::missing, .peeled = drawn.kind == DieKind::bright};
    if (drawn.kind == DieKind::particle)
        fate.covered_share = std::clamp(1.0 - light_under_particle(drawn.severity), 0.0, 1.0);
    return fate;
}

double DiePopulation::light_under_particle(double severity) const {
    return settings_.particle_min + severity * (settings_.particle_max - settings_.particle_min);
}

DiePopulation::Kind DiePopulation::draw_kind(DieIndex index, RandomStream& random) const {
    const double pattern_dice = random.uniform();
    const double kind_dice = random.uniform();
    Kind drawn{.pattern = patterns_.at(grid_.center(index), pattern_dice), .severity = random.uniform()};
    drawn.kind = drawn.pattern == Pattern::none ? kind_of_dice(settings_.shares, kind_dice)
                                                : kind_of_pattern(drawn.pattern);
    return drawn;
}

DieTruth DiePopulation::at(DieIndex index, const FaceEffect& face) const {
    const PopulationSettings& s = settings_;
    const WaferPoint center = grid_.center(index);
    // The order of draws is part of the result: every die draws the same numbers, whatever its kind.
    RandomStream random(stream_key(seed_, Topic::die, static_cast<std::uint64_t>(index.row),
                                   static_cast<std::uint64_t>(index.col)));
    const Kind drawn = draw_kind(index, random);
    const double severity = drawn.severity;
    const double sign = random.uniform() < 0.5 ? -1.0 : 1.0;
    const double wavelength_normal = random.normal();
    const double emission_normal = random.normal();
    const double srh_normal = random.normal();

    DieTruth truth;
    truth.pattern = drawn.pattern;
    truth.kind = drawn.kind;
    truth.map = 1.0 + s.emission_map * emission_map_.at(center);
    truth.emission = truth.map * std::exp(s.emission_spread * emission_normal);
    truth.wavelength_nm = s.wavelength_nm + s.wavelength_map_nm * wavelength_map_.at(center) +
                          s.wavelength_spread_nm * wavelength_normal;

    DieElectrics die{.width_um = grid_.die_width_um,
                     .height_um = grid_.die_height_um,
                     .srh_factor = std::exp(s.srh_spread * srh_normal)};
    const auto between_logs = [severity](double low, double high) {
        return low * std::exp(severity * std::log(high / low));
    };
    double optical = 1.0;  // what lies on or is gone from the die changes all channels alike, but not EL
    double contact = 1.0;  // EL needs one
    if (face.gone) truth.kind = DieKind::missing;
    switch (truth.kind) {
        case DieKind::shunt:
            die.shunt_ohm = between_logs(s.shunt_min_ohm_cm2, s.shunt_max_ohm_cm2) / die.area_cm2();
            truth.shunt_ohm = die.shunt_ohm;
            break;
        case DieKind::sidewall: {
            const double factor = between_logs(s.sidewall_min_factor, s.sidewall_max_factor);
            const double perimeter_cm = 2e-4 * (die.width_um + die.height_um);
            die.surface_velocity_cm_s = (factor - 1.0) * s.epi.srh_a_per_s * die.area_cm2() / perimeter_cm;
            truth.surface_velocity_cm_s = die.surface_velocity_cm_s;
            truth.rim = 1.0 / factor;
            break;
        }
        case DieKind::particle:
            optical = light_under_particle(severity);
            break;
        case DieKind::open_contact:
            contact = 0.0;
            break;
        case DieKind::bright:
            optical = s.bright_min + severity * (s.bright_max - s.bright_min);
            contact = 0.0;
            break;
        case DieKind::wavelength:
            truth.wavelength_nm +=
                sign * (s.outlier_min_nm + severity * (s.outlier_max_nm - s.outlier_min_nm));
            break;
        case DieKind::missing:
        case DieKind::dead:
            optical = contact = 0.0;
            break;
        case DieKind::healthy:
            break;
    }

    optical *= face.optical;
    contact *= face.open ? 0.0 : face.conduction;
    if (face.leak_severity >= 0.0 && truth.kind == DieKind::healthy) {
        const double range = std::log(s.shunt_max_ohm_cm2 / s.shunt_min_ohm_cm2);
        die.shunt_ohm = s.shunt_min_ohm_cm2 * std::exp(face.leak_severity * range) / die.area_cm2();
        truth.shunt_ohm = die.shunt_ohm;
    }
    truth.el = contact > 0.0 ? contact * truth.emission * relative_light(die, drive_) : 0.0;
    for (std::size_t i = 0; i < channels_.size(); ++i) {
        const double own = std::exp(s.channel_spread * random.normal());
        if (!can(channels_[i], &ChannelKindInfo::excited)) {
            truth.pl[i] = own * reflection_of(truth.kind) * (truth.kind == DieKind::particle ? optical : 1.0);
        } else if (optical > 0.0) {
            const double open = relative_light(die, lights_[i]);
            const double residual = s.residual * short_circuit_residual(channels_[i].excitation_w_cm2);
            const double light =
                open < 1.0 && std::isfinite(die.shunt_ohm) ? open + residual * (1.0 - open) : open;
            truth.pl[i] = own * truth.emission * optical * light;
        }
    }
    for (std::size_t i = 0; i < channels_.size(); ++i) {  // the same light
        if (can(channels_[i], &ChannelKindInfo::colour)) truth.pl[i] = truth.pl[unfiltered_of(channels_, i)];
    }
    return truth;
}

}  // namespace waferglow::simulated
