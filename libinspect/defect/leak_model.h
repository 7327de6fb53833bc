// SPDX-License-Identifier: GPL-3.0-or-later
// What a leak does to the light of a die: the balance of an illuminated junction at open circuit.
//
// A die under light is a solar cell at open circuit. What the wells absorb recombines or leaks,
//     J = a n + b n^2 + c n^3 + leak(V),     light ~ n^2,     V = V0 + 2 (kT/q) ln n,
// here with the carrier density n = 1 and J = a + b + c = 1 in a healthy die at the weakest excitation
// density of the scan, so that light is relative to that state and V0 is its voltage. leak(V) = G (V / V0)^p:
// p = 1 is an ohmic shunt, R = V0 / G; tunnelling paths have more. Equation: Schubert, "Light-Emitting
// Diodes", 2nd ed., chapters 2 and 4; Karpov, Opt. Quantum Electron. 47 (2015) 1293 (ABC model).
//
// a, b and c come from how the light of the wafer's own healthy dies grows with excitation density, where
// that growth is one to be expected (slope of ln light against ln density from 2, where a rules, to 1, where
// b does). Where it is not, the channels' exposures or filters can't be compared, and a slope of 1.5 at the
// weakest density is assumed, midway. Ohms need the scale of LeakSettings; their error is that
// of the absorbed share.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace waferglow {

struct LeakSettings {
    double absorbed_share = 0.05;        ///< of the light on the die, by the wells
    double excitation_nm = 405.0;        ///< wavelength of that light
    double voltage_v = 2.37;             ///< of a healthy die at open circuit at `voltage_at_w_cm2`
    double voltage_at_w_cm2 = 10.0;      ///< for which `voltage_v` holds
    double thermal_voltage_v = 0.02585;  ///< kT/q; 300 K
    std::optional<double> slope;  ///< d ln light / d ln density of healthy dies, mean over the scan's range;
                                  ///< empty: from the healthy dies
    friend bool operator==(const LeakSettings&, const LeakSettings&) = default;
};

/// One excitation density and the light of healthy dies there, per exposure time.
struct HealthyLevel {
    double excitation_w_cm2 = 0.0;
    double light = 0.0;
};

/// A leak: the current that it draws at the model's `reference_voltage_v`, and how that grows with voltage.
struct Leak {
    double current_a = 0.0;
    double power = 1.0;
};

/// Where the balance lies.
struct LeakState {
    double light = 0.0;  ///< relative to a healthy die at the same density
    double voltage_v = 0.0;
    double leak_share = 0.0;  ///< of the photocurrent
};

/// Immutable, thread-safe.
class LeakModel {
  public:
    /// `levels` by rising density, two or more. Throws Error(usage) for fewer, equal or unordered ones, and
    /// where the area or a setting is not positive.
    LeakModel(std::span<const HealthyLevel> levels, double die_area_cm2, const LeakSettings& settings);

    [[nodiscard]] double photocurrent_a(double excitation_w_cm2) const;
    /// Of a healthy die, relative to the weakest density.
    [[nodiscard]] double healthy_light(double excitation_w_cm2) const;
    /// d ln light / d ln density of a healthy die at a density.
    [[nodiscard]] double slope_at(double excitation_w_cm2) const;
    /// The same over the range of the scan.
    [[nodiscard]] double mean_slope() const;
    [[nodiscard]] double reference_voltage_v() const { return reference_v_; }
    [[nodiscard]] double weakest_w_cm2() const { return weakest_w_cm2_; }
    [[nodiscard]] double strongest_w_cm2() const { return strongest_w_cm2_; }
    /// Whether the slope is that of the wafer (or of the settings), not the one assumed.
    [[nodiscard]] bool fitted() const { return fitted_; }
    /// Slope of the levels as measured, trusted or not.
    [[nodiscard]] double measured_slope() const { return measured_slope_; }

    [[nodiscard]] LeakState solve(double excitation_w_cm2, const Leak& leak) const;
    /// The ohmic shunt that leaves the share `light` (over 0, below 1) of a healthy die's light.
    [[nodiscard]] double shunt_ohm(double excitation_w_cm2, double light) const;

    [[nodiscard]] Leak leak_of_shunt(double shunt_ohm) const { return {reference_v_ / shunt_ohm, 1.0}; }

  private:
    [[nodiscard]] double current_of(double log_n) const;  ///< recombination, relative
    [[nodiscard]] double healthy_log_n(double current) const;

    std::array<double, 3> abc_{};
    double area_cm2_ = 0.0;
    double current_per_w_cm2_ = 0.0;  ///< photocurrent of the die, A
    double thermal_v_ = 0.0;
    double reference_v_ = 0.0;
    double weakest_w_cm2_ = 0.0;
    double strongest_w_cm2_ = 0.0;
    double measured_slope_ = 0.0;
    bool fitted_ = false;
};

}  // namespace waferglow
