// SPDX-License-Identifier: GPL-3.0-or-later
// The truth of every die of a wafer, computable for each alone from the seed: any order, any thread, same
// numbers.
#pragma once

#include "drivers/simulated/physics/counter_random.h"
#include "drivers/simulated/physics/die_face.h"
#include "drivers/simulated/physics/patterns.h"
#include "drivers/simulated/physics/physics.h"
#include "libinspect/geometry/channel.h"
#include "libinspect/geometry/die_grid.h"

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

namespace waferglow::simulated {

enum class DieKind {
    healthy,
    missing,       ///< no die: dark everywhere, no leak current
    dead,          ///< wells burnt or scraped off: dark, no excess leak
    shunt,         ///< ohmic leak: dim at low density and at low drive
    sidewall,      ///< etch damage: A_eff raised, rim darker than the middle
    open_contact,  ///< PL normal, EL dark
    particle,      ///< on top: all PL dim by one factor, EL normal
    wavelength,    ///< composition off: wavelength outlier
    bright,        ///< metal peeled off: PL brighter, EL dark
};
inline constexpr int kDieKinds = 9;
[[nodiscard]] const char* name_of(DieKind kind);

/// Shares of all dies, drawn independently; patterns come on top. The rest is healthy.
struct KindShares {
    double missing = 0.0025;
    double dead = 0.007;
    double shunt = 0.0095;
    double sidewall = 0.0055;
    double open_contact = 0.0012;
    double particle = 0.0018;
    double wavelength = 0.0014;
    double bright = 0.0;
    friend bool operator==(const KindShares&, const KindShares&) = default;
};

struct PopulationSettings {
    EpiModel epi;
    KindShares shares;
    PatternSettings patterns;
    double drive_a_cm2 = 0.075;      ///< current density of the EL test; equals J_ph at about 4.6 W/cm2
    double shunt_min_ohm_cm2 = 4.5;  ///< R_sh * area, log-uniform between the limits
    double shunt_max_ohm_cm2 = 400.0;
    double sidewall_min_factor = 3.2;  ///< A_eff / A, log-uniform between the limits
    double sidewall_max_factor = 14.0;
    double particle_min = 0.1;  ///< light that passes the particle, uniform
    double particle_max = 0.55;
    double bright_min = 1.4;
    double bright_max = 2.0;
    double emission_spread =
        0.026;  ///< sd of ln, die to die, common to all channels and EL: extraction, well area
    double srh_spread = 0.062;      ///< sd of ln A, die to die
    double channel_spread = 0.006;  ///< sd of ln, each die and channel by itself
    double emission_map = 0.01;     ///< amplitude of the smooth variation over the wafer, relative
    double residual = 1.0;          ///< multiplies short_circuit_residual; 0: a hard short is black
    double wavelength_nm = 455.0;
    double wavelength_map_nm = 0.8;      ///< amplitude of the smooth variation over the wafer
    double wavelength_spread_nm = 0.28;  ///< sd die to die
    double outlier_min_nm = 5.0;         ///< shift of a wavelength outlier, either sign
    double outlier_max_nm = 9.0;
    friend bool operator==(const PopulationSettings&, const PopulationSettings&) = default;
};

inline constexpr std::size_t kMaxChannels = 8;

/// What is true of one die. PL and EL are relative to the nominal healthy die (no spread, no smooth
/// variation).
struct DieTruth {
    DieKind kind = DieKind::healthy;
    Pattern pattern = Pattern::none;
    double shunt_ohm = std::numeric_limits<double>::infinity();
    double surface_velocity_cm_s = 0.0;
    double emission = 1.0;  ///< spread and smooth variation that all channels and EL share
    double map = 1.0;       ///< the smooth part of `emission`
    double wavelength_nm = 0.0;
    double el = 0.0;
    std::array<double, kMaxChannels> pl{};  ///< of a colour channel before the filter
    double rim = 1.0;                       ///< light at the rim relative to the middle
};

/// The dies of one wafer. Immutable, thread-safe.
class DiePopulation {
  public:
    /// Throws Error(input) on more than kMaxChannels channels, and shares or ranges that make no sense.
    DiePopulation(const PopulationSettings& settings, const DieGrid& grid, const Region& region,
                  const std::vector<Channel>& channels, std::uint64_t seed);

    /// `face`: what the die's surface does to its light.
    [[nodiscard]] DieTruth at(DieIndex die, const FaceEffect& face = {}) const;
    /// What of a die's kind shows at its surface.
    [[nodiscard]] DieFate fate(DieIndex die) const;
    [[nodiscard]] const DefectPatterns& patterns() const { return patterns_; }

  private:
    struct Light {
        double current_a_cm2 = 0.0;
        double nominal_cm2_s = 0.0;  ///< light of the nominal die at that current
    };
    struct Kind {
        Pattern pattern = Pattern::none;
        DieKind kind = DieKind::healthy;
        double severity = 0.0;
    };
    /// Draws the first numbers of a die.
    [[nodiscard]] Kind draw_kind(DieIndex die, RandomStream& random) const;
    [[nodiscard]] double light_under_particle(double severity) const;
    [[nodiscard]] double relative_light(const DieElectrics& die, const Light& light) const;

    PopulationSettings settings_;
    DieGrid grid_;
    DefectPatterns patterns_;
    SmoothField emission_map_;
    SmoothField wavelength_map_;
    std::vector<Channel> channels_;
    std::vector<Light> lights_;  // one a channel
    Light drive_;
    std::uint64_t seed_;
};

}  // namespace waferglow::simulated
