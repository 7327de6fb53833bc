// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/views/bin_titles.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace waferglow::gui {
namespace {

constexpr std::array kOwn{"good",       "dead",    "leaky",     "weak",  "wavelength",
                          "nonuniform", "covered", "saturated", "bright"};

}  // namespace

QString bin_title(const std::string& name) {
    const bool own = std::find(kOwn.begin(), kOwn.end(), name) != kOwn.end();
    return own ? QCoreApplication::translate("Recipe", name.c_str()) : QString::fromStdString(name);
}

}  // namespace waferglow::gui
