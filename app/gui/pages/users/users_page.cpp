// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/users/users_page.h"

#include "app/gui/views/theme.h"
#include "libinspect/base/error.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace waferglow::gui {
namespace {

class UsersPage : public Page {
    Q_OBJECT
  public:
    UsersPage(Desk& desk, QWidget* parent) : Page(desk, parent) {
        auto* columns = new QHBoxLayout(this);
        columns->setContentsMargins(0, 0, 0, 0);
        columns->setSpacing(10);
        columns->addWidget(build_sign_in());
        columns->addWidget(build_users(), 1);
        desk.session().on_change([this] { show_all(); });
        retranslate();
    }

    void retranslate() override {
        sign_out_->setText(tr("Sign out"));
        name_title_->setText(tr("Name"));
        password_title_->setText(tr("Password"));
        again_title_->setText(tr("Password again"));
        name_->setAccessibleName(tr("Name"));
        password_->setAccessibleName(tr("Password"));
        again_->setAccessibleName(tr("Password again"));
        later_->setText(tr("Continue as operator"));
        roles_note_->setText(
            tr("Operators scan and look at wafers. Engineers also change recipes, bins, calibrations and "
               "devices. QA and administrators also sign off and manage users."));
        users_title_->setText(tr("Users"));
        table_->setHorizontalHeaderLabels({tr("Name"), tr("Role")});
        new_name_->setPlaceholderText(tr("Name"));
        new_password_->setPlaceholderText(
            tr("Password, %n or more characters", nullptr, station::kLeastPasswordLength));
        new_name_->setAccessibleName(tr("Name of the user"));
        new_password_->setAccessibleName(tr("Password of the user"));
        new_role_->setAccessibleName(tr("Role"));
        add_->setText(tr("Add"));
        set_password_->setText(tr("Set password"));
        set_role_->setText(tr("Set role"));
        remove_->setText(tr("Remove"));
        for (int row = 0; row < new_role_->count(); ++row)
            new_role_->setItemText(row, role_name(static_cast<station::Role>(row)));
        show_all();
    }

  private:
    static QString role_name(station::Role role) {
        return role == station::Role::operating     ? tr("Operator")
               : role == station::Role::engineering ? tr("Engineer")
                                                    : tr("QA / administrator");
    }

    QWidget* build_sign_in() {
        auto* card = new QFrame(this);
        card->setObjectName(QStringLiteral("card"));
        card->setFixedWidth(400);
        auto* layout = new QVBoxLayout(card);
        layout->setContentsMargins(20, 16, 20, 20);
        layout->setSpacing(8);
        title_ = new QLabel(card);
        title_->setObjectName(QStringLiteral("title"));
        title_->setWordWrap(true);
        explain_ = new QLabel(card);
        explain_->setObjectName(QStringLiteral("caption"));
        explain_->setWordWrap(true);
        const auto caption = [&] {
            auto* made = new QLabel(card);
            made->setObjectName(QStringLiteral("caption"));
            return made;
        };
        name_title_ = caption();
        password_title_ = caption();
        again_title_ = caption();
        name_ = new QLineEdit(card);
        password_ = new QLineEdit(card);
        again_ = new QLineEdit(card);
        name_->setObjectName(QStringLiteral("userName"));
        password_->setObjectName(QStringLiteral("password"));
        again_->setObjectName(QStringLiteral("passwordAgain"));
        for (QLineEdit* field : {password_, again_}) field->setEchoMode(QLineEdit::Password);
        enter_ = new QPushButton(card);
        enter_->setObjectName(QStringLiteral("primary"));
        later_ = new QPushButton(card);
        sign_out_ = new QPushButton(card);
        sign_out_->setObjectName(QStringLiteral("signOut"));
        for (QWidget* widget :
             std::initializer_list<QWidget*>{name_, password_, again_, enter_, later_, sign_out_})
            widget->setMinimumHeight(kTouchPx);
        roles_note_ = caption();
        roles_note_->setWordWrap(true);
        problem_ = new QLabel(card);
        problem_->setObjectName(QStringLiteral("error"));
        problem_->setWordWrap(true);
        for (QWidget* widget : std::initializer_list<QWidget*>{
                 title_, explain_, name_title_, name_, password_title_, password_, again_title_, again_,
                 problem_, enter_, later_, sign_out_, roles_note_})
            layout->addWidget(widget);
        layout->addStretch(1);
        connect(enter_, &QPushButton::clicked, this, [this] { enter(); });
        connect(password_, &QLineEdit::returnPressed, this, [this] { enter(); });
        connect(again_, &QLineEdit::returnPressed, this, [this] { enter(); });
        connect(name_, &QLineEdit::returnPressed, this, [this] { password_->setFocus(); });
        connect(later_, &QPushButton::clicked, this, [this] { Page::desk().show_page("run"); });
        connect(sign_out_, &QPushButton::clicked, this,
                [this] { carefully([this] { Page::desk().session().sign_out(); }); });
        return card;
    }

    QWidget* build_users() {
        users_card_ = new QFrame(this);
        users_card_->setObjectName(QStringLiteral("card"));
        auto* layout = new QVBoxLayout(users_card_);
        layout->setContentsMargins(20, 16, 20, 20);
        layout->setSpacing(10);
        users_title_ = new QLabel(users_card_);
        users_title_->setObjectName(QStringLiteral("title"));
        table_ = new QTableWidget(0, 2, users_card_);
        table_->setObjectName(QStringLiteral("users"));
        table_->verticalHeader()->hide();
        table_->setShowGrid(false);
        table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
        table_->setSelectionBehavior(QAbstractItemView::SelectRows);
        table_->setSelectionMode(QAbstractItemView::SingleSelection);
        table_->horizontalHeader()->setStretchLastSection(true);
        table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        table_->setColumnWidth(0, 260);
        new_name_ = new QLineEdit(users_card_);
        new_name_->setObjectName(QStringLiteral("newName"));
        new_password_ = new QLineEdit(users_card_);
        new_password_->setObjectName(QStringLiteral("newPassword"));
        new_password_->setEchoMode(QLineEdit::Password);
        new_role_ = new QComboBox(users_card_);
        new_role_->addItems({QString(), QString(), QString()});
        add_ = new QPushButton(users_card_);
        add_->setObjectName(QStringLiteral("addUser"));
        set_password_ = new QPushButton(users_card_);
        set_role_ = new QPushButton(users_card_);
        remove_ = new QPushButton(users_card_);
        auto* fields = new QHBoxLayout;
        auto* buttons = new QHBoxLayout;
        for (QWidget* widget : std::initializer_list<QWidget*>{new_name_, new_password_, new_role_}) {
            widget->setMinimumHeight(kTouchPx);
            fields->addWidget(widget);
        }
        for (QPushButton* button : {add_, set_password_, set_role_, remove_}) {
            button->setMinimumHeight(kTouchPx);
            buttons->addWidget(button);
        }
        buttons->addStretch(1);
        layout->addWidget(users_title_);
        layout->addWidget(table_, 1);
        layout->addLayout(fields);
        layout->addLayout(buttons);
        connect(table_, &QTableWidget::itemSelectionChanged, this, [this] {
            const int row = table_->currentRow();
            const auto& users = Page::desk().session().users();
            if (row < 0 || row >= static_cast<int>(users.size())) return;
            const station::User& user = users[static_cast<std::size_t>(row)];
            new_name_->setText(QString::fromStdString(user.name));
            new_role_->setCurrentIndex(static_cast<int>(user.role));
        });
        const auto name = [this] { return new_name_->text().trimmed().toStdString(); };
        const auto role = [this] { return static_cast<station::Role>(new_role_->currentIndex()); };
        const auto password = [this] { return new_password_->text().toStdString(); };
        connect(add_, &QPushButton::clicked, this, [=, this] {
            carefully([&] { Page::desk().session().add_user(name(), role(), password()); });
        });
        connect(set_password_, &QPushButton::clicked, this,
                [=, this] { carefully([&] { Page::desk().session().set_password(name(), password()); }); });
        connect(set_role_, &QPushButton::clicked, this,
                [=, this] { carefully([&] { Page::desk().session().set_role(name(), role()); }); });
        connect(remove_, &QPushButton::clicked, this,
                [=, this] { carefully([&] { Page::desk().session().remove_user(name()); }); });
        return users_card_;
    }

    /// What goes wrong is told on the card.
    template <class Do>
    void carefully(const Do& act) {
        problem_->clear();
        try {
            act();
            new_password_->clear();
        } catch (const Error& error) {
            problem_->setText(QString::fromStdString(error.what()));
        }
        problem_->setVisible(!problem_->text().isEmpty());
    }

    void enter() {
        station::Session& session = Page::desk().session();
        const std::string name = name_->text().trimmed().toStdString();
        const std::string password = password_->text().toStdString();
        const bool first = session.needs_setup();
        if (first && password_->text() != again_->text()) {
            problem_->setText(tr("The two passwords differ."));
            problem_->show();
            return;
        }
        carefully([&] {
            if (first) {
                session.set_up(name, password);
            } else if (!session.sign_in(name, password)) {
                throw Error(ErrorKind::usage, tr("Name or password are wrong.").toStdString());
            }
        });
        password_->clear();
        again_->clear();
    }

    void show_all() {
        const station::Session& session = Page::desk().session();
        const bool first = session.needs_setup();
        const bool inside = session.signed_in();
        const QString user = QString::fromStdString(session.user());
        title_->setText(first    ? tr("Set up this desktop")
                        : inside ? tr("%1, %2").arg(user, role_name(session.role()))
                                 : tr("Sign in"));
        explain_->setText(
            first    ? tr("Create the administrator, who may do everything and adds the other users. Until "
                             "then everybody works as an operator: scans and looks at wafers.")
            : inside ? QString()
                     : tr("Nobody is signed in: you work as an operator (%1).").arg(user));
        explain_->setVisible(!explain_->text().isEmpty());
        enter_->setText(first ? tr("Create administrator") : tr("Sign in"));
        for (QWidget* widget :
             std::initializer_list<QWidget*>{name_title_, name_, password_title_, password_, enter_})
            widget->setVisible(!inside);
        again_title_->setVisible(first);
        again_->setVisible(first);
        later_->setVisible(first);
        sign_out_->setVisible(inside);
        problem_->setVisible(!problem_->text().isEmpty());
        users_card_->setVisible(session.may(station::Action::manage_users));
        // The card keeps its width where the other one is hidden.
        static_cast<QHBoxLayout*>(layout())->setAlignment(
            title_->parentWidget(), users_card_->isVisibleTo(this) ? Qt::Alignment() : Qt::AlignHCenter);
        table_->setRowCount(static_cast<int>(session.users().size()));
        for (int row = 0; row < table_->rowCount(); ++row) {
            const station::User& listed = session.users()[static_cast<std::size_t>(row)];
            table_->setItem(row, 0, new QTableWidgetItem(QString::fromStdString(listed.name)));
            table_->setItem(row, 1, new QTableWidgetItem(role_name(listed.role)));
        }
    }

    QLabel *title_, *explain_, *name_title_, *password_title_, *again_title_, *roles_note_, *problem_,
        *users_title_;
    QLineEdit *name_, *password_, *again_, *new_name_, *new_password_;
    QPushButton *enter_, *later_, *sign_out_, *add_, *set_password_, *set_role_, *remove_;
    QComboBox* new_role_;
    QFrame* users_card_;
    QTableWidget* table_;
};

}  // namespace

Page* make_users_page(Desk& desk, QWidget* parent) {
    return new UsersPage(desk, parent);
}

}  // namespace waferglow::gui

#include "users_page.moc"
