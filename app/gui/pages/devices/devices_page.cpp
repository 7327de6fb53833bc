// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/devices/devices_page.h"

#include "app/gui/pages/devices/device_texts.h"
#include "app/gui/presenters/devices/devices_presenter.h"
#include "app/gui/views/elided_label.h"
#include "app/gui/views/theme.h"

#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

namespace waferglow::gui {
namespace {

class DevicesPage : public Page {
    Q_OBJECT
  public:
    DevicesPage(Desk& desk, QWidget* parent) : Page(desk, parent), presenter_(desk, [this] { show_all(); }) {
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(10);
        auto* bar = new QFrame(this);
        bar->setObjectName(QStringLiteral("toolbar"));
        auto* bar_layout = new QHBoxLayout(bar);
        bar_layout->setContentsMargins(16, 8, 10, 8);
        tool_ = new ElidedLabel(bar);
        tool_->setObjectName(QStringLiteral("title"));
        bar_layout->addWidget(tool_, 1);
        built_in_ = new QPushButton(bar);
        open_ = new QPushButton(bar);
        test_ = new QPushButton(bar);
        test_->setObjectName(QStringLiteral("test"));
        save_ = new QPushButton(bar);
        save_->setObjectName(QStringLiteral("primary"));
        for (QPushButton* button : {built_in_, open_, test_, save_}) {
            button->setMinimumHeight(kTouchPx);
            bar_layout->addWidget(button);
        }
        layout->addWidget(bar);
        problem_ = new QLabel(this);
        problem_->setObjectName(QStringLiteral("error"));
        problem_->setWordWrap(true);
        layout->addWidget(problem_);
        auto* columns = new QHBoxLayout;
        columns->setSpacing(10);
        list_ = new QListWidget(this);
        list_->setFixedWidth(300);
        list_->setSpacing(2);
        columns->addWidget(list_);
        auto* card = new QFrame(this);
        card->setObjectName(QStringLiteral("card"));
        auto* card_layout = new QVBoxLayout(card);
        card_layout->setContentsMargins(16, 12, 8, 12);
        heading_ = new QLabel(card);
        heading_->setObjectName(QStringLiteral("title"));
        card_layout->addWidget(heading_);
        identity_ = new QLabel(card);
        identity_->setObjectName(QStringLiteral("caption"));
        identity_->setWordWrap(true);
        identity_->setTextInteractionFlags(Qt::TextSelectableByMouse);
        card_layout->addWidget(identity_);
        scroll_ = new QScrollArea(card);
        scroll_->setWidgetResizable(true);
        scroll_->setFrameShape(QFrame::NoFrame);
        card_layout->addWidget(scroll_, 1);
        columns->addWidget(card, 1);
        layout->addLayout(columns, 1);
        connect(list_, &QListWidget::currentRowChanged, this, [this] { build_form(); });
        connect(built_in_, &QPushButton::clicked, this, [this] {
            Page::desk().use_tool({});
            presenter_.open({});
        });
        connect(open_, &QPushButton::clicked, this, [this] {
            const QString path =
                QFileDialog::getOpenFileName(this, tr("Open a tool file"), {}, tr("Tool files (*.toml)"));
            if (!path.isEmpty()) presenter_.open(path.toStdString());
        });
        connect(save_, &QPushButton::clicked, this, [this] {
            const QString path = QFileDialog::getSaveFileName(
                this, tr("Save the tool file"),
                presenter_.file().empty() ? QStringLiteral("tool.toml") : text_of(presenter_.file().string()),
                tr("Tool files (*.toml)"));
            if (!path.isEmpty()) presenter_.save(path.toStdString());
        });
        connect(test_, &QPushButton::clicked, this, [this] { presenter_.survey(); });
        presenter_.open(desk.workplace().tool_file);
        retranslate();
    }

    void retranslate() override {
        built_in_->setText(tr("Simulated tool"));
        open_->setText(tr("Open..."));
        test_->setText(tr("Test"));
        test_->setToolTip(tr("Asks every device of the saved tool file who it is. All lights go off."));
        save_->setText(tr("Save and use..."));
        list_->setAccessibleName(tr("Devices"));
        show_all();
        build_form();
    }
    void restyle() override { show_all(); }
    void pose(const QString&) override { presenter_.survey(); }

  private:
    QString title_of(const ToolForm& form) const {
        if (!form.is_device) return tr("All of driver %1").arg(text_of(form.title));
        // Lights have names of their own, of the others a tool has one each.
        QString title = form.table == "light" ? text_of(form.title) : DeviceTexts::kind(form.table);
        if (form.table != "light" && !title.isEmpty()) title.front() = title.front().toUpper();
        return title;
    }

    void show_all() {
        const auto& forms = presenter_.forms();
        tool_->setText(
            QStringLiteral("%1 \u00b7 %2%3")
                .arg(text_of(presenter_.name()),
                     presenter_.file().empty() ? tr("built in") : text_of(presenter_.file().string()),
                     presenter_.modified() ? tr(" (changed)") : QString()));
        const QString problem = problem_text();
        problem_->setText(problem);
        problem_->setVisible(!problem.isEmpty());
        save_->setEnabled(problem.isEmpty());
        test_->setEnabled(!presenter_.asking() && !presenter_.modified());
        const bool other = list_->count() != static_cast<int>(forms.size());
        {
            const QSignalBlocker quiet(list_);
            if (other) list_->clear();
            for (std::size_t i = 0; i < forms.size(); ++i) {
                auto* item = other ? new QListWidgetItem(list_) : list_->item(static_cast<int>(i));
                const ToolForm& form = forms[i];
                const Theme& theme = current_theme();
                QString state;
                const QString driver = text_of(form.driver);
                const QString dot = QStringLiteral(" \u00b7 ");
                if (form.report) state = form.report->reachable ? tr("answers") : tr("NO ANSWER");
                item->setText(form.is_device
                                  ? QStringLiteral("%1\n%2").arg(
                                        title_of(form), state.isEmpty() ? driver : driver + dot + state)
                                  : title_of(form));
                item->setForeground(form.report ? (form.report->reachable ? theme.good : theme.error)
                                                : theme.text);
                item->setSizeHint(QSize(0, 58));
            }
            if (other) list_->setCurrentRow(0);
        }
        if (other) build_form();
        show_checks();
    }

    /// What keeps the file from being saved. The first field that does not fit is named as the form names it;
    /// what lies between fields is told as the reader of tool files tells it.
    QString problem_text() const {
        for (const ToolForm& form : presenter_.forms())
            for (const ToolField& field : form.fields)
                if (!field.problem.empty())
                    return tr("%1, %2: %3")
                        .arg(title_of(form), DeviceTexts::title(field.info.name),
                             DeviceTexts::remedy(field.info));
        return text_of(presenter_.problem());
    }

    void show_checks() {
        const auto form = static_cast<std::size_t>(list_->currentRow());
        if (form >= presenter_.forms().size()) return;
        const ToolForm& shown = presenter_.forms()[form];
        if (shown.driver != built_driver_) {
            // Not while the choice that caused it is being handled.
            QMetaObject::invokeMethod(
                this, [this] { build_form(); }, Qt::QueuedConnection);
            return;
        }
        for (std::size_t i = 0; i < notes_.size() && i < shown.fields.size(); ++i) {
            const ToolField& field = shown.fields[i];
            notes_[i]->setText(field.problem.empty() ? DeviceTexts::help(field.info)
                                                     : DeviceTexts::remedy(field.info));
            notes_[i]->setObjectName(field.problem.empty() ? QStringLiteral("caption")
                                                           : QStringLiteral("error"));
            notes_[i]->setStyleSheet(QString());
            notes_[i]->style()->unpolish(notes_[i]);
            notes_[i]->style()->polish(notes_[i]);
        }
        heading_->setText(title_of(shown));
        QString identity;
        if (shown.report && shown.report->reachable) {
            const drivers::Identity& who = shown.report->identity;
            identity = tr("%1 %2, serial %3, firmware %4")
                           .arg(text_of(who.vendor), text_of(who.model), text_of(who.serial_number),
                                text_of(who.firmware));
            QStringList limits;
            for (const auto& [name, value] : shown.report->limits) limits << DeviceTexts::limit(name, value);
            if (!limits.isEmpty()) identity += QLatin1Char('\n') + limits.join(QStringLiteral(" \u00b7 "));
        } else if (shown.report) {
            identity = text_of(shown.report->error);
        }
        identity_->setText(identity);
        identity_->setVisible(!identity.isEmpty());
    }

    void build_form() {
        notes_.clear();
        const int row = list_->currentRow();
        if (row < 0 || row >= static_cast<int>(presenter_.forms().size())) return;
        const auto form = static_cast<std::size_t>(row);
        const ToolForm& shown = presenter_.forms()[form];
        built_driver_ = shown.driver;
        auto* body = new QWidget;
        auto* grid = new QGridLayout(body);
        grid->setContentsMargins(0, 6, 8, 6);
        grid->setColumnStretch(2, 1);
        grid->setHorizontalSpacing(16);
        int line = 0;
        if (shown.is_device) {
            auto* drivers = new QComboBox(body);
            for (const std::string& name : shown.drivers) drivers->addItem(text_of(name));
            drivers->setCurrentText(text_of(shown.driver));
            drivers->setAccessibleName(tr("Driver"));
            connect(drivers, &QComboBox::textActivated, this,
                    [this, form](const QString& name) { presenter_.set_driver(form, name.toStdString()); });
            grid->addWidget(new QLabel(tr("Driver"), body), line, 0);
            grid->addWidget(drivers, line, 1);
            auto* about = new QLabel(DeviceTexts::word(drivers::driver_family(shown.driver).help), body);
            about->setObjectName(QStringLiteral("caption"));
            about->setWordWrap(true);
            grid->addWidget(about, line++, 2);
        }
        for (std::size_t i = 0; i < shown.fields.size(); ++i) {
            const ToolField& field = shown.fields[i];
            auto* name = new QLabel(DeviceTexts::label(field.info), body);
            name->setToolTip(text_of(field.info.name));  // as the tool's file has it
            auto* note = new QLabel(body);
            note->setWordWrap(true);
            notes_.push_back(note);
            QWidget* editor = nullptr;
            const auto take = [this, form, i](const QString& text) {
                presenter_.set_text(form, i, text.toStdString());
            };
            if (!field.info.choices.empty() || field.info.type() == drivers::SettingType::flag) {
                auto* box = new QComboBox(body);
                std::vector<std::string> choices = field.info.choices;
                if (choices.empty()) choices = {"true", "false"};
                for (const std::string& choice : choices)
                    box->addItem(DeviceTexts::word(choice), text_of(choice));
                box->setCurrentIndex(box->findData(text_of(field.text)));
                connect(box, &QComboBox::activated, this,
                        [box, take](int chosen) { take(box->itemData(chosen).toString()); });
                editor = box;
            } else {
                auto* edit = new QLineEdit(text_of(field.text), body);
                connect(edit, &QLineEdit::textEdited, this, take);
                editor = edit;
            }
            editor->setAccessibleName(text_of(field.info.name));
            editor->setObjectName(text_of(field.info.name));
            editor->setFixedWidth(220);
            grid->addWidget(name, line, 0);
            grid->addWidget(editor, line, 1);
            grid->addWidget(note, line++, 2);
        }
        grid->setRowStretch(line, 1);
        scroll_->setWidget(body);
        show_checks();
    }

    DevicesPresenter presenter_;
    ElidedLabel* tool_ = nullptr;
    QPushButton *built_in_, *open_, *test_, *save_;
    QLabel *problem_ = nullptr, *heading_ = nullptr, *identity_ = nullptr;
    QListWidget* list_ = nullptr;
    QScrollArea* scroll_ = nullptr;
    std::vector<QLabel*> notes_;
    std::string built_driver_;
};

}  // namespace

Page* make_devices_page(Desk& desk, QWidget* parent) {
    return new DevicesPage(desk, parent);
}

}  // namespace waferglow::gui

#include "devices_page.moc"
