// SPDX-License-Identifier: GPL-3.0-or-later
// waferglow: the desktop.
#include "app/gui/views/theme.h"
#include "app/gui/window/main_window.h"
#include "app/gui/window/screenshots.h"
#include "app/gui/window/window_poster.h"
#include "app/tool/utc_now.h"
#include "libinspect/base/error.h"
#include "libinspect/base/version.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QMessageBox>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <memory>

using namespace waferglow::gui;
namespace station = waferglow::station;

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("waferglow"));
    QCoreApplication::setOrganizationName(QStringLiteral("waferglow"));
    QCoreApplication::setApplicationVersion(QString::fromLatin1(waferglow::kVersion));

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Micro-LED photoluminescence wafer inspection."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("W.h5"), QStringLiteral("wafer file to open"),
                                 QStringLiteral("[W.h5]"));
    const QCommandLineOption theme(QStringLiteral("theme"), QStringLiteral("light or dark"),
                                   QStringLiteral("name"));
    const QCommandLineOption language(QStringLiteral("language"), QStringLiteral("en, ko or zh_TW"),
                                      QStringLiteral("code"));
    QCommandLineOption screenshots(QStringLiteral("screenshots"),
                                   QStringLiteral("pictures of every page, then quit"),
                                   QStringLiteral("folder"));
    screenshots.setFlags(QCommandLineOption::HiddenFromHelp);
    QCommandLineOption el(QStringLiteral("el"), QStringLiteral("EL table for the pictures"),
                          QStringLiteral("file"));
    el.setFlags(QCommandLineOption::HiddenFromHelp);
    const QCommandLineOption config(QStringLiteral("config"),
                                    QStringLiteral("folder of users, recipes and the audit log"),
                                    QStringLiteral("folder"));
    parser.addOptions({theme, language, config, screenshots, el});
    parser.process(application);

    // Pictures for the documents must not depend on the user's session, nor change it.
    const bool pictures = parser.isSet(screenshots);
    QTemporaryDir scratch;
    const std::unique_ptr<QSettings> settings =
        pictures ? std::make_unique<QSettings>(scratch.filePath(QStringLiteral("session.ini")),
                                               QSettings::IniFormat)
                 : std::make_unique<QSettings>();
    const auto setting = [&](const QCommandLineOption& option, const char* key, const char* otherwise) {
        return parser.isSet(option)
                   ? parser.value(option)
                   : settings->value(QString::fromLatin1(key), QString::fromLatin1(otherwise)).toString();
    };

    const auto folder = [](QStandardPaths::StandardLocation place) {
        return QStandardPaths::writableLocation(place).toStdString();
    };
    const Poster post = window_poster();
    std::unique_ptr<Desk> owned;
    try {
        // Pictures have users, a log and calibrations of their own.
        const station::Workplace scratch_place{.config_folder = scratch.path().toStdString(),
                                               .recipes_folder = {},
                                               .output_folder = scratch.path().toStdString(),
                                               .calibration_folder = scratch.path().toStdString(),
                                               .tool_file = {}};
        owned = std::make_unique<Desk>(
            post, waferglow::tool::utc_now,
            pictures ? scratch_place
                     : station::load_workplace(
                           parser.isSet(config) ? parser.value(config).toStdString()
                                                : folder(QStandardPaths::AppConfigLocation),
                           std::filesystem::path(folder(QStandardPaths::DocumentsLocation)) / "WaferGlow"));
    } catch (const waferglow::Error& error) {
        constexpr int kBadInput = 3;
        QMessageBox::critical(nullptr, QStringLiteral("WaferGlow"), QString::fromStdString(error.what()));
        return kBadInput;
    }
    Desk& desk = *owned;
    MainWindow window(desk, *settings);
    window.set_theme(setting(theme, "theme", "light") == QLatin1String("dark") ? ThemeKind::dark
                                                                               : ThemeKind::light);
    window.set_language(setting(language, "language", "en"));
    const QStringList files = parser.positionalArguments();
    if (pictures)
        return take_screenshots(window, desk, {parser.value(screenshots), files.value(0), parser.value(el)});
    files.isEmpty() ? window.restore_session() : window.open_file(files.first());
    window.show();
    return QApplication::exec();
}
