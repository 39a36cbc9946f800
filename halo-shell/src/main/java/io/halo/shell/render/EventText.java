package io.halo.shell.render;

import io.halo.shell.client.Json;

/// An event in one line, the same in the status and in the history.
public final class EventText {
    private EventText() {}

    /// As `GET /events` gives it; with what it is part of, which can be asked for.
    public static String line(Json event) {
        String incident = event.text("incident");
        return line(
                        event.text("time"),
                        event.text("kind"),
                        event.text("object"),
                        event.text("actor"),
                        event.text("comment"))
                + (incident.isEmpty() ? "" : " incident=" + CleanText.line(incident));
    }

    /// Who did it is told unless it was the manager.
    static String line(String time, String kind, String object, String actor, String comment) {
        String words = CleanText.line(comment);
        String who = CleanText.line(actor);
        return StatusPage.shortTime(time)
                + " event="
                + CleanText.line(kind)
                + (object.isEmpty() ? "" : " object=" + CleanText.line(object))
                + (who.isEmpty() || who.equals("manager") ? "" : " by=" + who)
                + (words.isEmpty()
                        ? ""
                        : " comment=\"" + words.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
    }
}
