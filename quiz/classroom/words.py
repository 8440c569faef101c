"""What the pages say besides the questions, in every language of a session. The pages fill the slots themselves."""

from collections.abc import Callable, Iterable

from quiz.i18n import _, current, set_language

__all__ = ["knock_words", "pupil_words", "spoken", "wall_words"]

Words = dict[str, str]


def spoken(words: Callable[[], Words], langs: Iterable[str]) -> dict[str, Words]:
    """``words`` by language; English for a language that has no catalogue."""
    before = current()
    said = {}
    try:
        for lang in langs:
            set_language(lang)
            said[lang] = words()
    finally:
        set_language(before)
    return said


def pupil_words() -> Words:
    """Of the page on a pupil's phone."""
    return {**_shared(), **_joining(), **_asking(), **_telling(), **_leaving()}


def wall_words() -> Words:
    """Of the page that a whole room reads."""
    return {
        **_shared(),
        "wall_open": _("Open this address on your phone:"),
        "wall_scan": _("or scan this"),
        "wall_code": _("Code of the room:"),
        "qr": _("QR code with the address of the room"),
        "show_wall": _("Show the wall"),
        "in_room": _("In the room: {n}"),
        "and_more": _("and {n} more"),
        "locked": _("The room is locked."),
        "answered_of": _("Answered: {n} of {of}"),
        "answer_now": _("Answer now"),
        "wall_hint_choice": "",
        "wall_hint_true_false": "",
        "wall_hint_select_all": _("Choose all that are right."),
        "wall_hint_ordering": _("Tap them in the right order."),
        "wall_hint_typed": _("Type the answer on your phone."),
        "board": _("Leaderboard"),
        "wall_over_hint": _("Thank you for taking part."),
        "fault_code": _("There is no room with this code."),
        "fault_throttled": _("Too many attempts. Wait a minute, then try again."),
    }


def knock_words() -> Words:
    """Of the page that shows whether a phone gets through."""
    return {
        "title": _("It works."),
        "text": _("This phone reaches the teacher's computer. You may close this page."),
    }


def _shared() -> Words:
    return {
        "app": _("Classroom quiz"),
        "language": _("Language"),
        "code": _("Code"),
        "connecting": _("Connecting …"),
        "reconnecting": _("Reconnecting …"),
        "paused": _("Paused. Time stands still."),
        "question_of": _("Question {n} of {of}"),
        "opens_in": _("Read: {n} s"),
        "time_left": _("{n} s left"),
        "time_up": _("Time is up"),
        "read_now": _("Read the question first"),
        "right_answer": _("Right answer"),
        "source": _("Source"),
        "over": _("The end"),
        "and_level": _("and {n} more with as many points"),
        "page_old": _("This page no longer fits the room. Load it again."),
    }


def _joining() -> Words:
    return {
        "join_title": _("Join the quiz"),
        "join": _("Join"),
        "joining": _("Joining …"),
        "name": _("Your name"),
        "names": _("Your names"),
        "team": _("Your team"),
        "name_hint": _("Others in the room can see it. A first name is enough."),
        "roster_hint": _("Write your name as it stands on the class list."),
        "nickname_hint": _("You get a nickname when you join."),
        "fault_code": _("There is no room with this code."),
        "fault_name": _("Write a name that can be shown."),
        "fault_teamless": _("What is your team called? Everyone in it types the same."),
        "fault_team": _("This name of a team cannot be shown. Choose another one."),
        "fault_taken": _("Somebody here has this name already. Add a letter, or ask your teacher."),
        "fault_unknown": _("This name is not on the class list."),
        "fault_full": _("The room is full."),
        "fault_locked": _("The room is locked. Ask your teacher to let you in."),
        "fault_throttled": _("Too many attempts. Wait a minute, then try again."),
        "fault_token": _("Your seat in the last room is gone. Join again."),
        "fault_over": _("This quiz is over."),
        "fault_kicked": _("Your teacher has taken you out of the room."),
        "fault_other": _("That did not work. Try again."),
        "you_are_in": _("You are in,"),
        "lobby_hint": _("Look at the wall. It starts soon."),
        "start": _("Start"),
        "paced_hint": _("Questions: {n}. You set the pace."),
        "until": _("Open until {when}."),
        "wait_next": _("Wait for the next question"),
    }


def _asking() -> Words:
    return {
        "answers": _("Answers"),
        "hint_choice": "",
        "hint_true_false": "",
        "hint_select_all": _("Choose all that are right, then send."),
        "hint_ordering": _("Tap them in the right order, then send."),
        "hint_typed": "",
        "your_answer": _("Your answer"),
        "send": _("Send"),
        "send_chosen": _("Send ({n} chosen)"),
        "undo": _("Take back"),
        "open_now": _("Answer now"),
        "sending": _("Sending …"),
        "sending_later": _("No connection. Your answer is sent as soon as there is one."),
        "saved": _("Saved"),
        "saved_wait": _("Saved. Wait for the others."),
        "closed_wait": _("Time is up. Wait for the right answer."),
        "refused_late": _("Too late: your answer came after the end and does not count."),
        "refused_early": _("Too early: answers were not open yet. Answer again."),
        "refused_paused": _("The quiz is paused. Answer again when it goes on."),
        "refused_other": _("This answer was not taken. Answer again."),
        "connected": _("Connected again"),
    }


def _telling() -> Words:
    return {
        "outcome_right": _("Right"),
        "outcome_wrong": _("Wrong"),
        "outcome_near": _("Almost"),
        "outcome_partly": _("Partly right"),
        "outcome_blank": _("No answer"),
        "right_short": _("Right: {n}"),
        "right_of": _("Right: {right} of {of}"),
        "right_so_far": _("Right so far: {right} of {of}"),
        "points": _("Points: {n}"),
        "place": _("Your place: {n} of {of}."),
        "team_place": _("Your team's place: {n} of {of}."),
        "best": _("The best"),
        "points_now": _("Points: {n}, {all} in all"),
        "you_chose": _("You chose this"),
        "you_wrote": _("You wrote"),
        "right_order": _("Right order"),
        "your_order": _("Your order"),
        "explanation": _("Explanation"),
        "next": _("Next question"),
    }


def _leaving() -> Words:
    return {
        "over_hint": _("You may close this page."),
        "replaced": _("This seat is open on another device"),
        "replaced_hint": _("Your answers are safe. One device at a time can use a seat."),
        "use_here": _("Go on here"),
        "kicked": _("Your teacher has taken you out of the room."),
        "kicked_hint": _("Ask your teacher if you may come back."),
        "reload": _("Load again"),
        "try_again": _("Try again"),
    }
