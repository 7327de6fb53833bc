// SPDX-License-Identifier: GPL-3.0-or-later
// What the settings of devices are called and what they do, in the language of the window. The drivers, which
// know no Qt, say it in English; their texts are marked for translation here and in device_words.cpp, in the
// context "DeviceSettings". A test compares them with the registry.
#pragma once

#include "app/gui/presenters/devices/devices_presenter.h"

#include <QCoreApplication>
#include <QString>
#include <string>

namespace waferglow::gui {

class DeviceTexts {
    Q_DECLARE_TR_FUNCTIONS(DeviceTexts)
  public:
    /// Of a setting, or of a limit as of tool::DeviceReport, by its name in the file: "settle_ms".
    [[nodiscard]] static QString title(const std::string& name);
    /// The title with the unit in brackets.
    [[nodiscard]] static QString label(const drivers::SettingInfo& info);
    /// Of a device, by its section in the file: "filter_wheel".
    [[nodiscard]] static QString kind(const std::string& section);
    /// A help text or a choice, as the registry has it.
    [[nodiscard]] static QString word(const std::string& text);
    /// "0 to 20", "at least 1"; empty: no limits.
    [[nodiscard]] static QString range(const drivers::SettingInfo& info);
    /// What it is and what it may be.
    [[nodiscard]] static QString help(const drivers::SettingInfo& info);
    /// What must be typed, for a field that has something else.
    [[nodiscard]] static QString remedy(const drivers::SettingInfo& info);
    /// What a device tells of its limits: "Speed 100000 um/s".
    [[nodiscard]] static QString limit(const std::string& name, const std::string& value);
};

}  // namespace waferglow::gui
