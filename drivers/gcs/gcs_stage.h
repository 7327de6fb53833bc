// SPDX-License-Identifier: GPL-3.0-or-later
// Stages on controllers of Physik Instrumente that speak the General Command Set, GCS 2.0.
//
// Source: Physik Instrumente, "C-863.12 Mercury Controller, User Manual", MS249E version 1.2.1, chapter 8
// "GCS Commands" (syntax 8.2, commands 8.6, error codes 8.7). Commands end with a line feed, single
// characters don't; each line of an answer but the last ends with space and line feed. Used: *IDN? SVO FRF
// FRF? TMN? TMX? VEL? MOV POS? ERR? STP, and as single characters #5 (motion status) and #24 (stop all axes).
// STP and #24 leave error 10, which is read away.
#pragma once

#include "drivers/interfaces/stage.h"
#include "drivers/transport/link.h"

#include <memory>
#include <string>

namespace waferglow::drivers {

/// Which axes of the controller carry the wafer, and in what they count.
struct GcsSettings {
    std::string x_axis = "1";
    std::string y_axis = "2";
    std::string z_axis = {};      ///< empty: none
    std::string theta_axis = {};  ///< empty: none; in degrees
    double um_per_unit = 1000.0;  ///< physical unit of x, y, z: 1000 for mm
    double resolution_um = 0.1;   ///< smallest step that the mechanics make
    std::chrono::milliseconds answer_timeout{1000};
    std::chrono::milliseconds home_timeout{60000};
};

/// Connects, switches the servo of the axes on, and reads limits and velocity; nothing moves. See Stage. May
/// be called by `make_safe` from any thread: the exchanges of the two don't mix.
[[nodiscard]] std::unique_ptr<Stage> make_gcs_stage(std::unique_ptr<Link> link, const GcsSettings& settings);

/// The text of a GCS controller error, e.g. 7: "position out of limits"; "unknown error" for others.
[[nodiscard]] std::string gcs_error_text(int code);

}  // namespace waferglow::drivers
