// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/calibration/calibration_fields.h"

#include "calibration/lamp_lines.h"
#include "calibration/spectral_response.h"
#include "libinspect/base/error.h"

namespace waferglow::gui {
namespace {

constexpr drivers::LightUse kLaser{ChannelKind::pl};
constexpr drivers::LightUse kLamp{ChannelKind::reflected};

}  // namespace

CalibrationFields fields_of(tool::CalibrationKind kind) {
    using tool::CalibrationKind;
    switch (kind) {
        case CalibrationKind::dark:
            return {.exposure = true, .frames = true};
        case CalibrationKind::flat:
            return {.light = kLamp, .exposure = true, .frames = true};
        case CalibrationKind::photon_transfer:
            return {.light = kLamp, .frames = true};
        case CalibrationKind::stage:
            return {.light = kLamp, .exposure = true, .diameter = true};
        case CalibrationKind::focus:
            return {.light = kLamp, .exposure = true, .diameter = true, .focus = true};
        case CalibrationKind::wavelength:
            return {.light = drivers::kWavelengthLines,
                    .exposure = true,
                    .frames = true,
                    .line_list = true,
                    .degree = true};
        case CalibrationKind::response:
            return {.light = kLamp, .exposure = true, .frames = true, .lamp = true};
        case CalibrationKind::colour:
            return {.light = kLaser, .exposure = true, .frames = true, .diameter = true, .filter = true};
        case CalibrationKind::power:
            return {.light = kLaser, .frames = true};
    }
    return {};
}

std::string problem_of(tool::CalibrationKind kind, const tool::CalibrationOptions& options) {
    const CalibrationFields fields = fields_of(kind);
    try {
        if (fields.line_list && !options.line_list.empty())
            static_cast<void>(calibration::read_line_list(options.line_list));
        if (fields.lamp && !options.lamp_file.empty())
            static_cast<void>(calibration::read_lamp(options.lamp_file));
    } catch (const Error& error) {
        return full_message(error);
    }
    return {};
}

}  // namespace waferglow::gui
