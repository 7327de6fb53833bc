// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/views/bin_titles.h"

#include "libinspect/defect/bins.h"

#include <QCoreApplication>

namespace waferglow::gui {

QString bin_title(const std::string& name) {
    for (const BinInfo& bin : kBins)
        if (name == bin.name) return QCoreApplication::translate("Recipe", bin.name);
    return QString::fromStdString(name);
}

}  // namespace waferglow::gui
