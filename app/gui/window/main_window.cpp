// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/window/main_window.h"

#include "app/gui/pages/calibration/calibration_page.h"
#include "app/gui/pages/correlation/correlation_page.h"
#include "app/gui/pages/devices/devices_page.h"
#include "app/gui/pages/log/log_page.h"
#include "app/gui/pages/module/module_page.h"
#include "app/gui/pages/recipe/recipe_page.h"
#include "app/gui/pages/review/review_page.h"
#include "app/gui/pages/run/run_page.h"
#include "app/gui/pages/users/users_page.h"
#include "app/gui/views/icons.h"
#include "app/gui/window/message_bar.h"
#include "app/gui/window/page_frame.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QProgressBar>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace waferglow::gui {
namespace {

constexpr int kRailPx = 104;
constexpr int kRailButtonPx = 72;
constexpr int kLeastRailButtonPx = 50;
constexpr QSize kFirstSize{1440, 900};

QString first_file(const QMimeData* data) {
    if (data == nullptr || !data->hasUrls()) return {};
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile() && url.toLocalFile().endsWith(QLatin1String(".h5"), Qt::CaseInsensitive))
            return url.toLocalFile();
    }
    return {};
}

}  // namespace

MainWindow::MainWindow(Desk& desk, QSettings& settings)
    : desk_(desk),
      settings_(settings),
      stack_(new QStackedWidget(this)),
      rail_(new QFrame(this)),
      wafer_label_(new QLabel(this)),
      detail_label_(new QLabel(this)),
      task_label_(new QLabel(this)),
      task_bar_(new QProgressBar(this)),
      cancel_button_(new QToolButton(this)),
      user_button_(new QToolButton(this)),
      open_button_(new QToolButton(this)),
      messages_(new MessageBar(this)) {
    setAcceptDrops(true);
    auto* central = new QWidget(this);
    auto* columns = new QHBoxLayout(central);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    rail_->setObjectName(QStringLiteral("rail"));
    rail_->setFixedWidth(kRailPx);
    auto* rail_layout = new QVBoxLayout(rail_);
    rail_layout->setContentsMargins(8, 12, 8, 12);
    rail_layout->setSpacing(6);
    columns->addWidget(rail_);

    auto* right = new QVBoxLayout;
    right->setContentsMargins(12, 10, 12, 12);
    right->setSpacing(10);
    columns->addLayout(right, 1);
    auto* header = new QFrame(this);
    header->setObjectName(QStringLiteral("header"));
    auto* header_layout = new QHBoxLayout(header);
    header->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    header_layout->setContentsMargins(16, 6, 8, 6);
    header_layout->setSpacing(16);
    wafer_label_->setObjectName(QStringLiteral("title"));
    detail_label_->setObjectName(QStringLiteral("caption"));
    task_label_->setObjectName(QStringLiteral("caption"));
    task_bar_->setFixedWidth(160);
    task_bar_->setTextVisible(false);
    open_button_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    user_button_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    user_button_->setObjectName(QStringLiteral("user"));
    for (QToolButton* button : {open_button_, user_button_, cancel_button_}) {
        button->setFixedHeight(kTouchPx);
        button->setIconSize(QSize(20, 20));
    }
    header_layout->addWidget(wafer_label_);
    header_layout->addWidget(detail_label_, 1);
    for (QWidget* widget :
         std::initializer_list<QWidget*>{task_label_, task_bar_, cancel_button_, open_button_, user_button_})
        header_layout->addWidget(widget);
    right->addWidget(header);
    right->addWidget(messages_);
    right->addWidget(stack_, 1);
    setCentralWidget(central);

    add_page("run", QT_TR_NOOP("Run"), Glyph::run, station::Action::scan, make_run_page(desk, stack_));
    add_page("review", QT_TR_NOOP("Review"), Glyph::review, station::Action::review,
             make_review_page(desk, stack_));
    add_page("module", QT_TR_NOOP("Module"), Glyph::module, station::Action::review,
             make_module_page(desk, stack_));
    add_page("correlation", QT_TR_NOOP("Correlation"), Glyph::correlation, station::Action::change_bins,
             make_correlation_page(desk, stack_));
    add_page("recipe", QT_TR_NOOP("Recipe"), Glyph::recipe, station::Action::edit_recipes,
             make_recipe_page(desk, stack_));
    add_page("calibration", QT_TR_NOOP("Calibration"), Glyph::calibration, station::Action::calibrate,
             make_calibration_page(desk, stack_));
    add_page("devices", QT_TR_NOOP("Devices"), Glyph::devices, station::Action::change_devices,
             make_devices_page(desk, stack_));
    add_page("log", QT_TR_NOOP("Log"), Glyph::log, station::Action::review, make_log_page(desk, stack_));
    add_page("users", QT_TR_NOOP("Users"), Glyph::user, station::Action::review,
             make_users_page(desk, stack_));
    rail_layout->addStretch(1);

    connect(open_button_, &QToolButton::clicked, this, &MainWindow::ask_for_file);
    connect(user_button_, &QToolButton::clicked, this, [this] { desk_.show_page("users"); });
    desk_.session().on_change([this] { show_user(); });
    connect(cancel_button_, &QToolButton::clicked, this,
            [this] { tasks_[0].busy ? desk_.files().cancel_all() : desk_.work().cancel_all(); });
    desk_.on_document([this] {
        remember(desk_.document()->path());
        if (module_in_front()) desk_.show_page("review");  // where the wafer is seen
    });
    desk_.on_module([this] { remember(desk_.module()->path); });
    desk_.on_show_page = [this](const std::string& name) {
        for (int number = 0; number < page_count(); ++number)
            if (name == pages_[static_cast<std::size_t>(number)].name) show_page(number);
    };
    desk_.files().set_listener([this](const TaskState& state) { show_task(0, state); });
    desk_.work().set_listener([this](const TaskState& state) { show_task(1, state); });
    desk_.log().add_listener([this](const station::LogLine& line) {
        line.severity == station::Severity::info ? messages_->settle(line.task) : messages_->show_line(line);
    });
    layout_ = std::make_unique<LayoutKeeper>(*this);
    resize(kFirstSize);
    show_page(0);
    show_task(0, {});
    restyle();
    retranslate();
}

void MainWindow::show_user() {
    const station::Session& session = desk_.session();
    const char* const roles[] = {QT_TR_NOOP("Operator"), QT_TR_NOOP("Engineer"), QT_TR_NOOP("QA")};
    user_button_->setText(QLatin1Char(' ') + tr("%1 \u00b7 %2")
                                                 .arg(QString::fromStdString(session.user()),
                                                      tr(roles[static_cast<std::size_t>(session.role())])));
    user_button_->setToolTip(session.signed_in() ? tr("Sign out, users") : tr("Sign in"));
    for (int number = 0; number < page_count(); ++number) {
        const Entry& entry = pages_[static_cast<std::size_t>(number)];
        entry.button->setVisible(session.may(entry.needs));
        entry.button->setEnabled(can_show(number));
        entry.button->setToolTip(can_show(number) ? QString()
                                                  : tr("Opens with the file of a display module"));
    }
    const auto here = static_cast<std::size_t>(stack_->currentIndex());
    if (here < pages_.size() && !session.may(pages_[here].needs)) show_page(0);
}

void MainWindow::add_page(const char* name, const char* title, Glyph glyph, station::Action needs,
                          Page* page) {
    auto* button = new QToolButton(rail_);
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setIconSize(QSize(26, 26));
    button->setCheckable(true);
    button->setAutoExclusive(true);
    button->setFixedWidth(kRailPx - 16);
    button->setMinimumHeight(kLeastRailButtonPx);
    button->setMaximumHeight(kRailButtonPx);
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    rail_->layout()->addWidget(button);
    const int number = static_cast<int>(pages_.size());
    connect(button, &QToolButton::clicked, this, [this, number] { show_page(number); });
    connect(page, &Page::wanted, this, [this, number] { show_page(number); });
    stack_->addWidget(new PageFrame(page, stack_));
    pages_.push_back({name, title, glyph, needs, page, button});
}

QString MainWindow::page_name(int number) const {
    return QString::fromLatin1(pages_[static_cast<std::size_t>(number)].name);
}

bool MainWindow::can_show(int number) const {
    if (number < 0 || number >= page_count()) return false;
    const Entry& entry = pages_[static_cast<std::size_t>(number)];
    return desk_.session().may(entry.needs) && (!entry.page->about_module() || desk_.module() != nullptr);
}

void MainWindow::show_page(int number) {
    if (!can_show(number)) return;
    stack_->setCurrentIndex(number);
    pages_[static_cast<std::size_t>(number)].button->setChecked(true);
    show_subject();
}

void MainWindow::open_file(const QString& path) {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    desk_.open(absolute.toStdString());
}

void MainWindow::ask_for_file() {
    const QString folder = settings_.value(QStringLiteral("folder")).toString();
    const QString path = QFileDialog::getOpenFileName(this, tr("Open a file"), folder,
                                                      tr("Wafers and modules (*.h5);;All files (*)"));
    if (path.isEmpty()) return;
    settings_.setValue(QStringLiteral("folder"), QFileInfo(path).absolutePath());
    open_file(path);
}

void MainWindow::show_task(std::size_t runner, const TaskState& latest) {
    messages_->settle(latest.succeeded);
    tasks_[runner] = latest;
    const TaskState& state = tasks_[0].busy ? tasks_[0] : tasks_[1];
    for (QWidget* widget : std::initializer_list<QWidget*>{task_label_, task_bar_, cancel_button_})
        widget->setVisible(state.busy);
    if (!state.busy) return;
    task_label_->setText(QCoreApplication::translate("Tasks", state.name.c_str()));
    task_bar_->setRange(0, state.share < 0.0 ? 0 : 1000);
    if (state.share >= 0.0) task_bar_->setValue(static_cast<int>(1000.0 * state.share));
}

void MainWindow::set_theme(ThemeKind kind) {
    theme_ = kind;
    apply_theme(*qApp, theme_, language_);
    restyle();
}

void MainWindow::set_language(const QString& code) {
    QCoreApplication::removeTranslator(&translator_);
    language_ = code;
    if (code != QLatin1String("en") &&
        translator_.load(QStringLiteral(":/i18n/waferglow_") + code + QStringLiteral(".qm")))
        QCoreApplication::installTranslator(&translator_);
    apply_theme(*qApp, theme_, language_);
    restyle();
    retranslate();
}

void MainWindow::restyle() {
    for (const Entry& entry : pages_) {
        entry.button->setIcon(make_icon(entry.glyph));
        entry.page->restyle();
    }
    open_button_->setIcon(make_icon(Glyph::open));
    user_button_->setIcon(make_icon(Glyph::user));
    messages_->restyle();
}

void MainWindow::retranslate() {
    for (const Entry& entry : pages_) {
        entry.button->setText(tr(entry.title));
        entry.button->setAccessibleName(tr(entry.title));
        entry.page->retranslate();
    }
    // The style sets icon and text close to each other.
    open_button_->setText(QLatin1Char(' ') + tr("Open"));
    show_user();
    cancel_button_->setText(tr("Cancel"));
    messages_->retranslate();
    show_subject();
    menuBar()->clear();
    build_menus();
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    QString reason;
    for (const Entry& entry : pages_) {
        if (reason.isEmpty()) reason = entry.page->reason_to_stay();
    }
    if (!reason.isEmpty() && !closing_agreed_) {
        event->ignore();
        messages_->ask(reason, tr("Stop and close"), [this] {
            closing_agreed_ = true;
            close();
        });
        return;
    }
    bool at_rest = true;
    for (const Entry& entry : pages_) {
        entry.page->stop();
        at_rest = at_rest && entry.page->at_rest();
    }
    if (!at_rest) {
        event->ignore();
        messages_->show_message(station::Severity::warning,
                                tr("Stopping safely; the window closes by itself."));
        QTimer::singleShot(50, this, &QWidget::close);
        return;
    }
    desk_.files().cancel_all();
    desk_.work().cancel_all();
    save_session();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!first_file(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QString path = first_file(event->mimeData());
    if (path.isEmpty()) return;
    event->acceptProposedAction();
    open_file(path);
}

void MainWindow::save_session() {
    settings_.setValue(QStringLiteral("geometry"), saveGeometry());
    layout_->save(settings_);
    settings_.setValue(QStringLiteral("theme"),
                       theme_ == ThemeKind::dark ? QStringLiteral("dark") : QStringLiteral("light"));
    settings_.setValue(QStringLiteral("language"), language_);
    settings_.setValue(QStringLiteral("page"), stack_->currentIndex());
    std::filesystem::path file = file_in_front();
    if (file.empty() && desk_.module() != nullptr) file = desk_.module()->path;
    settings_.setValue(QStringLiteral("file"), QString::fromStdString(file.string()));
}

void MainWindow::reset_layout() {
    showNormal();
    resize(kFirstSize);
    layout_->reset();
}

void MainWindow::restore_session() {
    restoreGeometry(settings_.value(QStringLiteral("geometry")).toByteArray());
    layout_->restore(settings_);
    show_page(settings_.value(QStringLiteral("page"), 0).toInt());
    if (desk_.session().needs_setup()) desk_.show_page("users");
    const QString file = settings_.value(QStringLiteral("file")).toString();
    if (QFileInfo::exists(file)) open_file(file);
}

}  // namespace waferglow::gui
