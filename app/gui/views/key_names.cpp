// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/views/key_names.h"

#include <array>
#include <utility>

namespace waferglow::gui {
namespace {

// Longer ones first: "speed_um_s" ends with "_s" too.
const std::array<std::pair<const char*, const char*>, 14> kUnits{{{"w_cm2", "W/cm\u00b2"},
                                                                  {"um_s", "\u00b5m/s"},
                                                                  {"um2", "\u00b5m\u00b2"},
                                                                  {"cm2", "cm\u00b2"},
                                                                  {"mrad", "mrad"},
                                                                  {"rad", "rad"},
                                                                  {"um", "\u00b5m"},
                                                                  {"mm", "mm"},
                                                                  {"nm", "nm"},
                                                                  {"mw", "mW"},
                                                                  {"ms", "ms"},
                                                                  {"px", "px"},
                                                                  {"dn", "DN"},
                                                                  {"s", "s"}}};

}  // namespace

ReadableKey readable_key(const QString& key) {
    ReadableKey readable{key, {}};
    for (const auto& [suffix, unit] : kUnits) {
        const QString end = QLatin1Char('_') + QString::fromLatin1(suffix);
        if (!key.endsWith(end) || key.size() == end.size()) continue;
        readable = {key.chopped(end.size()), QString::fromUtf8(unit)};
        break;
    }
    readable.title.replace(QLatin1Char('_'), QLatin1Char(' '));
    if (!readable.title.isEmpty()) readable.title.front() = readable.title.front().toUpper();
    return readable;
}

QString written_unit(const QString& unit) {
    for (const auto& [name, written] : kUnits)
        if (unit == QLatin1String(name)) return QString::fromUtf8(written);
    if (unit == QLatin1String("urad")) return QStringLiteral("\u00b5rad");
    if (unit == QLatin1String("um/s")) return QStringLiteral("\u00b5m/s");
    if (unit == QLatin1String("W/cm2")) return QStringLiteral("W/cm\u00b2");
    return unit;
}

}  // namespace waferglow::gui
