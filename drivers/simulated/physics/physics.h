// SPDX-License-Identifier: GPL-3.0-or-later
// Why a die glows: the photoluminescence of one die at open circuit and its electroluminescence at a drive
// current.
//
// An isolated die under light is a solar cell at open circuit: what the wells absorb recombines or leaks,
//     J = q t (A_eff n + B n^2 + C n^3) + V / (R_sh area),    A_eff = A + S P / area  (4 S / L for a square
//     of side L), n^2 = n_ref^2 exp(q (V - V_ref) / kT),                  light = t B n^2,
// with J = q a I / (h nu), the photocurrent density of irradiance I. Driven electrically the same balance
// holds with the drive current density in place of J. Standard ABC and diode equations: Karpov, "ABC-model
// for interpretation of internal quantum efficiency and its droop in III-nitride LEDs", Opt. Quantum
// Electron. 47 (2015) 1293; Schubert, "Light-Emitting Diodes", 2nd ed., chapters 2 and 4 (sidewall
// recombination as a surface-to-volume term).
#pragma once

#include <limits>

namespace waferglow::simulated {

/// The epitaxial layers. Defaults: blue InGaN wells under 405 nm light.
struct EpiModel {
    double srh_a_per_s = 1e7;            ///< A: Shockley-Read-Hall
    double radiative_b_cm3_s = 2e-11;    ///< B
    double auger_c_cm6_s = 1e-30;        ///< C
    double thickness_nm = 15.0;          ///< t: all wells together
    double absorbed_share = 0.05;        ///< a: of the light that falls on the die
    double excitation_nm = 405.0;        ///< wavelength of that light
    double reference_n_cm3 = 1e17;       ///< n_ref: carrier density at V_ref
    double reference_v = 2.4;            ///< V_ref
    double thermal_voltage_v = 0.02585;  ///< kT/q; 300 K
    friend bool operator==(const EpiModel&, const EpiModel&) = default;
};

/// What sets one die apart.
struct DieElectrics {
    double width_um = 0.0;
    double height_um = 0.0;
    double shunt_ohm = std::numeric_limits<double>::infinity();  ///< R_sh
    double surface_velocity_cm_s = 0.0;                          ///< S at the sidewalls
    double srh_factor = 1.0;                                     ///< multiplies A

    [[nodiscard]] double area_cm2() const { return width_um * height_um * 1e-8; }
};

/// State of the junction that balances a current density.
struct Junction {
    double voltage_v = 0.0;
    double density_cm3 = 0.0;
    double light_cm2_s = 0.0;  ///< t B n^2: photons per area and time inside of the die
};

/// Photocurrent density q a I / (h nu) in A/cm2.
[[nodiscard]] double photocurrent_a_cm2(const EpiModel& epi, double excitation_w_cm2);

/// A_eff in 1/s.
[[nodiscard]] double effective_srh_per_s(const EpiModel& epi, const DieElectrics& die);

/// Solves the balance for `current_a_cm2` (photocurrent or drive current). A current of zero or less gives a
/// dark junction. Throws Error(input) where sizes or coefficients are not positive numbers.
[[nodiscard]] Junction solve_junction(const EpiModel& epi, const DieElectrics& die, double current_a_cm2);

/// Share of the recombination that is radiative: B n^2 / (A_eff n + B n^2 + C n^3).
[[nodiscard]] double internal_efficiency(const EpiModel& epi, const DieElectrics& die, double density_cm3);

/// Light of a die whose contacts are shorted, relative to the same die open: 1.42 % at low power rising
/// to 4.85 % (Chin. Phys. B 25 (2016) 117803, InGaN wells under 405 nm), spread here over 1 to 100 W/cm2,
/// log-linear and clamped: the source gives laser power, not density. A dead-shorted die is therefore not
/// black.
[[nodiscard]] double short_circuit_residual(double excitation_w_cm2);

}  // namespace waferglow::simulated
