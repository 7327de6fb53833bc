// SPDX-License-Identifier: GPL-3.0-or-later
// What is told of a display module, in the language of the window.
#pragma once

#include "app/gui/presenters/module/module_scene.h"

#include <QCoreApplication>
#include <QString>

namespace waferglow::gui {

class ModuleWords {
    Q_DECLARE_TR_FUNCTIONS(ModuleWords)
  public:
    [[nodiscard]] static QString bin(module::ModuleBin bin);
    [[nodiscard]] static QString view(ModuleView view);
    /// "all" or the name in the recording.
    [[nodiscard]] static QString sub_pixel(const ModuleDocument& document, std::size_t sub_pixel);
    [[nodiscard]] static QString axis(module::Axis axis);
    [[nodiscard]] static QString mura(module::MuraKind kind);
    /// "Fault class II"; that it is worse than all, or can't be told.
    [[nodiscard]] static QString fault_class(const ModuleDocument& document);
    /// What a limit is of: "Faults of sub-pixels".
    [[nodiscard]] static QString limit_title(const ModuleReason& reason);
    /// "320 ppm"; a dash where it could not be measured.
    [[nodiscard]] static QString limit_value(const ModuleReason& reason);
    /// "at most 100 ppm".
    [[nodiscard]] static QString limit_bound(const ModuleReason& reason);
    /// Why the module does not pass: a sentence.
    [[nodiscard]] static QString reason(const ModuleReason& reason);
    /// That luminance is relative only; empty where it is not.
    [[nodiscard]] static QString relative_only(const ModuleDocument& document);
    /// What the engine says of what could not be judged; texts that are not known stay as they are.
    [[nodiscard]] static QString note(const std::string& note);
};

}  // namespace waferglow::gui
