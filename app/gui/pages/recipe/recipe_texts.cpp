// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/recipe/recipe_texts.h"

#include "app/gui/views/key_names.h"
#include "app/gui/views/numbers.h"

#include <QCoreApplication>
#include <cmath>

namespace waferglow::gui {

QString recipe_word(const char* text) {
    return text[0] == '\0' ? QString() : QCoreApplication::translate("Recipe", text);
}

QString field_label(const KeyInfo& key) {
    return recipe_word(key.title);
}

QString field_help(const KeyInfo& key) {
    return recipe_word(key.help);
}

QString field_limits(const KeyInfo& key) {
    if (!key.bounded()) return {};
    const auto shown = [](double value) {
        const bool whole = value == std::round(value) && std::abs(value) >= 1.0;
        if (value == 1e-6) return QStringLiteral("10\u207b\u2076");
        // Groups of digits stay on one line.
        return whole ? with_thousands(std::llround(value)).replace(QChar(0x2009), QChar(0x202F))
                     : plain_number(value);
    };
    return QCoreApplication::translate("Recipe", "%1 to %2").arg(shown(key.least), shown(key.most));
}

QString section_title(const SectionInfo& section) {
    return recipe_word(section.title);
}

QString field_unit(const KeyInfo& key) {
    return written_unit(recipe_word(key.unit));
}

QString field_heading(const KeyInfo& key) {
    const QString label = field_label(key);
    return key.unit[0] == '\0' ? label : QStringLiteral("%1\n[%2]").arg(label, field_unit(key));
}

}  // namespace waferglow::gui
