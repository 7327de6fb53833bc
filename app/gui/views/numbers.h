// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as people read them.
#pragma once

#include <QString>
#include <cmath>
#include <cstdint>

namespace waferglow::gui {

/// Digits in groups of three, divided by thin spaces, as ISO 80000-1 has it.
[[nodiscard]] inline QString with_thousands(std::int64_t value) {
    QString digits = QString::number(value);
    const qsizetype first = digits.startsWith(u'-') ? 1 : 0;
    for (qsizetype at = digits.size() - 3; at > first; at -= 3) digits.insert(at, QChar(0x2009));
    return digits;
}

/// Up to `precision` digits that count, no zeros at the end; a dash for what is not known.
[[nodiscard]] inline QString plain_number(double value, int precision = 6) {
    return std::isfinite(value) ? QString::number(value, 'g', precision) : QStringLiteral("\u2013");
}

/// For columns: as many decimals in every row, three of what is about one.
[[nodiscard]] inline QString column_number(double value) {
    const double size = std::abs(value);
    const int decimals = size < 100.0 ? 3 : size < 10'000.0 ? 1 : 0;
    return std::isfinite(value) ? QString::number(value, 'f', decimals) : QStringLiteral("\u2013");
}

[[nodiscard]] inline QString percent(double share, int decimals = 2) {
    return std::isfinite(share) ? QString::number(100.0 * share, 'f', decimals) + QStringLiteral(" %")
                                : QStringLiteral("\u2013");
}

}  // namespace waferglow::gui
