// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/views/log_words.h"

#include "app/gui/views/trouble_words.h"

#include <QCoreApplication>

namespace waferglow::gui {
namespace {

// For the translators: what event_texts() has.
[[maybe_unused]] constexpr const char* kPatterns[] = {
    QT_TRANSLATE_NOOP("LogEvents", "%1 opened"),
    QT_TRANSLATE_NOOP("LogEvents", "%1 saved"),
    QT_TRANSLATE_NOOP("LogEvents", "%1 written"),
    QT_TRANSLATE_NOOP("LogEvents", "%1: passed over: %2 %3"),
    QT_TRANSLATE_NOOP("LogEvents", "%1 saved; it is the tool from here on"),
    QT_TRANSLATE_NOOP("LogEvents", "the tool is in use; ask the devices afterwards"),
    QT_TRANSLATE_NOOP("LogEvents",
                      "%1: this recipe is locked (its file is write-protected); save under another name"),
    QT_TRANSLATE_NOOP("LogEvents", "scan started: wafer %1, recipe %2, %3"),
    QT_TRANSLATE_NOOP("LogEvents", "scan resumed: wafer %1, recipe %2, %3"),
    QT_TRANSLATE_NOOP("LogEvents", "scan paused: wafer %1"),
    QT_TRANSLATE_NOOP("LogEvents", "scan goes on: wafer %1"),
    QT_TRANSLATE_NOOP("LogEvents", "scan is being stopped: wafer %1"),
    QT_TRANSLATE_NOOP("LogEvents", "scan finished: %1: %2 dies in %3 s, yield %4 %"),
    QT_TRANSLATE_NOOP("LogEvents", "scan finished: %1: %2 dies in %3 s"),
    QT_TRANSLATE_NOOP("LogEvents", "scan stopped: %1"),
    QT_TRANSLATE_NOOP("LogEvents", "scan failed: %1: %2"),
    QT_TRANSLATE_NOOP("LogEvents", "fault of %1: %2"),
    QT_TRANSLATE_NOOP("LogEvents", "%1 is slow: %2"),
    QT_TRANSLATE_NOOP("LogEvents", "%1 is connected again"),
    QT_TRANSLATE_NOOP("LogEvents", "%1: %2"),
    QT_TRANSLATE_NOOP(
        "LogEvents",
        "%1: stopped, since the interlock of %2 is open. Close the door or turn the key switch, "
        "then press Resume."),
    QT_TRANSLATE_NOOP("LogEvents", "calibration started: %1"),
    QT_TRANSLATE_NOOP("LogEvents", "calibration done and stored: %1"),
    QT_TRANSLATE_NOOP("LogEvents", "calibration beyond its limits, not stored: %1"),
    QT_TRANSLATE_NOOP("LogEvents", "calibration cancelled"),
    QT_TRANSLATE_NOOP("LogEvents", "learnt from %1 dies; best: %2"),
    QT_TRANSLATE_NOOP("LogEvents", "the dies are judged by recipe %1"),
    QT_TRANSLATE_NOOP("LogEvents", "the dies are judged by the recipe with a model (%1) learnt from %2 dies"),
    QT_TRANSLATE_NOOP("LogEvents", "%1: judged by recipe %2"),
    QT_TRANSLATE_NOOP("LogEvents", "%1: judged by the recipe with a model (%2) learnt from %3 dies"),
    QT_TRANSLATE_NOOP("LogEvents", "EL data and result are stored in the wafer file"),
    QT_TRANSLATE_NOOP("LogEvents", "the wafer is signed off"),
    QT_TRANSLATE_NOOP("LogEvents", "%1: signed off; %2"),
    QT_TRANSLATE_NOOP("LogEvents", "bins tuned: %1"),
    QT_TRANSLATE_NOOP("LogEvents", "%1: bins tuned: %2"),
    QT_TRANSLATE_NOOP("LogEvents", "%1: defect %2 on the die at row %3, column %4: class %6, was %5"),
    QT_TRANSLATE_NOOP("LogEvents", "%1 dies are in the clipboard as a table"),
    QT_TRANSLATE_NOOP("LogEvents",
                      "%1 can't be compared with this wafer: its dies lie on another grid. Choose a wafer of "
                      "the same layout."),
    QT_TRANSLATE_NOOP("LogEvents", "a picture of the page is in the clipboard"),
    QT_TRANSLATE_NOOP("LogEvents", "the page is printed"),
    QT_TRANSLATE_NOOP("LogEvents", "users set up; administrator %1"),
    QT_TRANSLATE_NOOP("LogEvents", "%1 added as %2"),
    QT_TRANSLATE_NOOP("LogEvents", "%1 removed"),
    QT_TRANSLATE_NOOP("LogEvents", "%1 is %2"),
    QT_TRANSLATE_NOOP("LogEvents", "password of %1 changed"),
    QT_TRANSLATE_NOOP("LogEvents", "name or password of %1 was wrong"),
    QT_TRANSLATE_NOOP("LogEvents", "not done: %1: %2"),
};

// Pages and parts of the program that write to the log.
[[maybe_unused]] constexpr const char* kSources[] = {
    QT_TRANSLATE_NOOP("LogSources", "run"),         QT_TRANSLATE_NOOP("LogSources", "review"),
    QT_TRANSLATE_NOOP("LogSources", "correlation"), QT_TRANSLATE_NOOP("LogSources", "recipe"),
    QT_TRANSLATE_NOOP("LogSources", "calibration"), QT_TRANSLATE_NOOP("LogSources", "devices"),
    QT_TRANSLATE_NOOP("LogSources", "file"),        QT_TRANSLATE_NOOP("LogSources", "window"),
};

// Of the audit log and of the history in a wafer file.
[[maybe_unused]] constexpr const char* kActions[] = {
    QT_TRANSLATE_NOOP("LogActions", "scan"),
    QT_TRANSLATE_NOOP("LogActions", "inspect"),
    QT_TRANSLATE_NOOP("LogActions", "analyse"),
    QT_TRANSLATE_NOOP("LogActions", "correlate"),
    QT_TRANSLATE_NOOP("LogActions", "sign-off"),
    QT_TRANSLATE_NOOP("LogActions", "bins"),
    QT_TRANSLATE_NOOP("LogActions", "class"),
    QT_TRANSLATE_NOOP("LogActions", "recipe"),
    QT_TRANSLATE_NOOP("LogActions", "calibration"),
    QT_TRANSLATE_NOOP("LogActions", "tool"),
    QT_TRANSLATE_NOOP("LogActions", "users"),
    QT_TRANSLATE_NOOP("LogActions", "sign-in"),
    QT_TRANSLATE_NOOP("LogActions", "sign-in refused"),
    QT_TRANSLATE_NOOP("LogActions", "sign-out"),
};

// Words among the values of events: roles, devices, kinds of models.
[[maybe_unused]] constexpr const char* kValues[] = {
    QT_TRANSLATE_NOOP("LogValues", "operator"),     QT_TRANSLATE_NOOP("LogValues", "engineer"),
    QT_TRANSLATE_NOOP("LogValues", "qa"),           QT_TRANSLATE_NOOP("LogValues", "stage"),
    QT_TRANSLATE_NOOP("LogValues", "camera"),       QT_TRANSLATE_NOOP("LogValues", "spectrometer"),
    QT_TRANSLATE_NOOP("LogValues", "filter wheel"), QT_TRANSLATE_NOOP("LogValues", "recipe"),
    QT_TRANSLATE_NOOP("LogValues", "thresholds"),   QT_TRANSLATE_NOOP("LogValues", "logistic"),
    QT_TRANSLATE_NOOP("LogValues", "forest"),       QT_TRANSLATE_NOOP("LogValues", "boosted"),
};

QString translated(const char* context, const std::string& text) {
    return text.empty() ? QString() : QCoreApplication::translate(context, text.c_str());
}

}  // namespace

QString LogWords::text(const station::Happening& happening) {
    std::vector<std::string> values;
    for (const std::string& value : happening.values)
        values.push_back(translated("LogValues", value).toStdString());
    const QString pattern = translated("LogEvents", station::text_of(happening.event).pattern);
    return QString::fromStdString(station::filled(pattern.toStdString(), values));
}

QString LogWords::text(const station::LogLine& line) {
    if (line.happening) return text(*line.happening);
    const QString lead = TroubleWords::of(line);
    const QString detail = QString::fromStdString(line.text);
    return lead.isEmpty() ? detail : QStringLiteral("%1 %2").arg(lead, detail);
}

QString LogWords::text(const station::AuditEntry& entry) {
    const std::optional<station::Event> event = station::event_of(entry.event);
    return event ? text(station::Happening{*event, entry.values}) : QString::fromStdString(entry.text);
}

QString LogWords::source(const std::string& name) {
    return translated("LogSources", name);
}

QString LogWords::action(const std::string& name) {
    return translated("LogActions", name);
}

QString LogWords::role(const std::string& name) {
    return translated("LogValues", name);
}

}  // namespace waferglow::gui
