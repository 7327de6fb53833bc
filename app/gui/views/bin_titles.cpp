// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/views/bin_titles.h"

#include "libinspect/defect/bins.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>
#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace waferglow::gui {

namespace {

constexpr std::array kClassNames = {
    QT_TRANSLATE_NOOP("DefectClass", "missing"),       QT_TRANSLATE_NOOP("DefectClass", "misplaced"),
    QT_TRANSLATE_NOOP("DefectClass", "scratched"),     QT_TRANSLATE_NOOP("DefectClass", "metal_missing"),
    QT_TRANSLATE_NOOP("DefectClass", "metal_partial"), QT_TRANSLATE_NOOP("DefectClass", "metal_broken"),
    QT_TRANSLATE_NOOP("DefectClass", "metal_stain"),   QT_TRANSLATE_NOOP("DefectClass", "contact_residue"),
    QT_TRANSLATE_NOOP("DefectClass", "chipped"),       QT_TRANSLATE_NOOP("DefectClass", "cracked"),
    QT_TRANSLATE_NOOP("DefectClass", "particle"),      QT_TRANSLATE_NOOP("DefectClass", "discoloured"),
    QT_TRANSLATE_NOOP("DefectClass", "residue"),       QT_TRANSLATE_NOOP("DefectClass", "anomaly"),
    QT_TRANSLATE_NOOP("DefectClass", "false_alarm"),
};

bool is_known_class(std::string_view name) {
    return std::ranges::find(kClassNames, name) != kClassNames.end();
}

/// The parts of which reasons are made (libinspect/appearance/class_rules.cpp, found_defect.cpp). Those with
/// a number or a name in them have %1 and %2 there.
constexpr std::array kReasonParts = {
    QT_TRANSLATE_NOOP("DefectReason", "the whole pad"),
    QT_TRANSLATE_NOOP("DefectReason", "the whole body"),
    QT_TRANSLATE_NOOP("DefectReason", "dark"),
    QT_TRANSLATE_NOOP("DefectReason", "bright"),
    QT_TRANSLATE_NOOP("DefectReason", "mixed"),
    QT_TRANSLATE_NOOP("DefectReason", "on the body"),
    QT_TRANSLATE_NOOP("DefectReason", "on the rim"),
    QT_TRANSLATE_NOOP("DefectReason", "on the metal"),
    QT_TRANSLATE_NOOP("DefectReason", "on the finger"),
    QT_TRANSLATE_NOOP("DefectReason", "on the street"),
    QT_TRANSLATE_NOOP("DefectReason", "touches the edge"),
    QT_TRANSLATE_NOOP("DefectReason", "touches the corner"),
    QT_TRANSLATE_NOOP("DefectReason", "covers %1 % of the die"),
    QT_TRANSLATE_NOOP("DefectReason", "%1 um long"),
    QT_TRANSLATE_NOOP("DefectReason", "%1 um wide"),
    QT_TRANSLATE_NOOP("DefectReason", "as long as %1 % of the die's short side"),
    QT_TRANSLATE_NOOP("DefectReason", "%1 um2"),
    QT_TRANSLATE_NOOP("DefectReason", "%1 % darker than good dies"),
    QT_TRANSLATE_NOOP("DefectReason", "%1 % brighter than good dies"),
    QT_TRANSLATE_NOOP("DefectReason", "covers %1 % of the pad"),
    QT_TRANSLATE_NOOP("DefectReason", "takes %1 % of the metal's light"),
    QT_TRANSLATE_NOOP("DefectReason", "%1 % of the way from metal to body"),
    QT_TRANSLATE_NOOP("DefectReason", "straight to %1"),
    QT_TRANSLATE_NOOP("DefectReason", "runs over %1 dies"),
    QT_TRANSLATE_NOOP("DefectReason", "edges %1 % as strong as on good dies"),
    QT_TRANSLATE_NOOP("DefectReason", "off its place by %1 % of the short side"),
    QT_TRANSLATE_NOOP("DefectReason", "turned by %1 degrees"),
    QT_TRANSLATE_NOOP("DefectReason", "%1 % of the way to the street's light"),
    QT_TRANSLATE_NOOP("DefectReason", "the die is too small in the picture to be called %1"),
    QT_TRANSLATE_NOOP("DefectReason", "called so by %1 at %2"),
    QT_TRANSLATE_NOOP("DefectReason", "by the rules %1: %2"),
};

struct ReasonPattern {
    QRegularExpression shape;
    const char* part;
};

const std::vector<ReasonPattern>& reason_patterns() {
    static const std::vector<ReasonPattern> kPatterns = [] {
        std::vector<ReasonPattern> patterns;
        for (const char* part : kReasonParts) {
            QString shape = QRegularExpression::escape(QString::fromUtf8(part));
            shape.replace(QStringLiteral("\\%1"), QStringLiteral("(.+?)"))
                .replace(QStringLiteral("\\%2"), QStringLiteral("(.+)"));
            patterns.push_back({QRegularExpression(QRegularExpression::anchoredPattern(shape)), part});
        }
        return patterns;
    }();
    return kPatterns;
}

/// What stands in a part: the name of a class, or a further part.
QString reason_word(const QString& text);

QString reason_part(const QString& text) {
    for (const ReasonPattern& pattern : reason_patterns()) {
        const QRegularExpressionMatch match = pattern.shape.match(text);
        if (!match.hasMatch()) continue;
        QString words = QCoreApplication::translate("DefectReason", pattern.part);
        for (int i = 1; i <= match.lastCapturedIndex(); ++i)
            words.replace(QLatin1Char('%') + QString::number(i), reason_word(match.captured(i)));
        return words;
    }
    return text;
}

QString reason_word(const QString& text) {
    return is_known_class(text.toStdString())
               ? QCoreApplication::translate("DefectClass", text.toUtf8().constData())
               : reason_part(text);
}

}  // namespace

QString reason_in_words(const std::string& reason) {
    QStringList sentences;
    for (const QString& sentence : QString::fromStdString(reason).split(QStringLiteral("; "))) {
        QStringList parts;
        for (const QString& part : sentence.split(QStringLiteral(", "))) parts << reason_part(part);
        sentences << parts.join(QStringLiteral(", "));
    }
    return sentences.join(QStringLiteral("; "));
}

QString class_title(const std::string& name) {
    if (is_known_class(name)) return QCoreApplication::translate("DefectClass", name.c_str());
    return bin_title(name);
}

QString bin_title(const std::string& name) {
    for (const BinInfo& bin : kBins)
        if (name == bin.name) return QCoreApplication::translate("Recipe", bin.name);
    if (is_known_class(name)) return QCoreApplication::translate("DefectClass", name.c_str());
    constexpr std::string_view kPassing = "_pass";
    const std::string_view all = name;
    if (all.ends_with(kPassing) && is_known_class(all.substr(0, all.size() - kPassing.size())))
        return QCoreApplication::translate("DefectClass", "%1, passes")
            .arg(class_title(name.substr(0, name.size() - kPassing.size())));
    return QString::fromStdString(name);
}

}  // namespace waferglow::gui
