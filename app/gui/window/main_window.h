// SPDX-License-Identifier: GPL-3.0-or-later
// The shell: pages behind a rail of large buttons, the opened wafer or module above, messages in a bar,
// menus.
#pragma once

#include "app/gui/pages/page.h"
#include "app/gui/views/layout_keeper.h"
#include "app/gui/views/theme.h"

#include <QMainWindow>
#include <QSettings>
#include <QTranslator>
#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

class QLabel;
class QMenu;
class QPrinter;
class QProgressBar;
class QStackedWidget;
class QToolButton;

namespace waferglow::gui {

enum class Glyph;
class MessageBar;

/// Owns the pages. The desk and the settings must outlive it.
class MainWindow : public QMainWindow {
    Q_OBJECT
  public:
    MainWindow(Desk& desk, QSettings& settings);

    /// Opens a file of a wafer or a display module beside the window and remembers it.
    void open_file(const QString& path);
    void set_theme(ThemeKind kind);
    /// "en", "ko" or "zh_TW".
    void set_language(const QString& code);
    void show_page(int number);
    /// Who may not see a page, and without a module that of modules, it is not shown.
    [[nodiscard]] bool can_show(int number) const;
    [[nodiscard]] int page_count() const { return static_cast<int>(pages_.size()); }
    [[nodiscard]] Page* page(int number) const { return pages_[static_cast<std::size_t>(number)].page; }
    /// A name for files, the same in all languages: "review".
    [[nodiscard]] QString page_name(int number) const;
    /// Opens what was open when the program ended.
    void restore_session();
    /// The page in front, with a line above it that says of which wafer it is and when.
    void print_to(QPrinter& printer);
    /// Splitters, docks and the window's size as at the first start.
    void reset_layout();

  protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    struct Entry {
        const char* name;
        const char* title;  ///< to be translated
        Glyph glyph;
        station::Action needs;  ///< who may not, does not see the page
        Page* page;
        QToolButton* button;
    };

    void add_page(const char* name, const char* title, Glyph glyph, station::Action needs, Page* page);
    void show_user();
    void build_menus();
    void retranslate();
    void restyle();
    void remember(const std::filesystem::path& file);
    [[nodiscard]] bool module_in_front() const;
    /// The file that the page in front is of; empty: none.
    [[nodiscard]] std::filesystem::path file_in_front() const;
    void reload();
    void show_subject();
    void show_task(std::size_t runner, const TaskState& state);
    void ask_for_file();
    void fill_recent();
    void show_shortcuts();
    void copy_page();
    void print_page();
    void save_session();

    Desk& desk_;
    QSettings& settings_;
    QTranslator translator_;
    ThemeKind theme_ = ThemeKind::light;
    QString language_ = QStringLiteral("en");
    std::vector<Entry> pages_;
    QStackedWidget* stack_;
    QWidget* rail_;
    QLabel* wafer_label_;
    QLabel* detail_label_;
    QLabel* task_label_;
    QProgressBar* task_bar_;
    QToolButton* cancel_button_;
    QToolButton* user_button_;
    QToolButton* open_button_;
    MessageBar* messages_;
    QMenu* recent_menu_ = nullptr;
    std::array<TaskState, 2> tasks_;  ///< of files and of work
    std::unique_ptr<LayoutKeeper> layout_;
    bool closing_agreed_ = false;
};

}  // namespace waferglow::gui
