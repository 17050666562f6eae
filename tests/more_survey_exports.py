"""Further made-up exports: other languages, other shapes, columns that somebody removed."""

Rows = list[list[str]]
TIME, LATER = "2026-09-08 10:00:00", "2026-09-08 10:05:00"
REDCAP_LABELS = ["Study ID", "Data Access Group", "How often?", "Complete?"]
ONEROSTER = ["sourcedId", "status", "dateLastModified"]

MORE: list[tuple[str, str, Rows]] = [
    ("google_forms", "labels", [["Tijdstempel", "Hoe vaak? [Thuis]"],
        ["2026/09/08 10:23:51 a.m. CET", "Nooit"]]),
    ("google_forms", "labels", [["Zeitstempel", "E-Mail-Adresse", "Oft"],
        ["08.09.2026 10:04:56", "x", "Nie"]]),
    ("google_forms", "labels", [["Carimbo de data/hora", "Turma"], ["26/09/2026 17:02:03", "7b"]]),
    ("google_forms", "labels", [["タイムスタンプ", "学校は楽しいですか"],
        ["2026/09/08 10:00:00", "はい"]]),
    ("google_forms", "labels", [["Timestamp", "Student ID", "Q1"], [TIME + ".123000", "S1", "2"]]),
    ("ms_forms", "labels", [
        ["Hora de inicio", "Hora de finalización", "Correo electrónico", "Nombre",
         "Total de puntos", "Uno", "Puntos: Uno", "Comentarios: Uno"],
        [TIME, LATER, "anonymous", "", "3", "Nunca", "1", ""]]),
    ("ms_forms", "labels", [
        ["ID", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name", "Oft"],
        ["1", TIME, LATER, "anonymous", "", "Nie"]]),
    ("ms_forms", "labels", [
        ["Id", "Hora de início", "Hora de conclusão", "Hora da última modificação", "Um"],
        ["1", TIME, LATER, LATER, "Nunca"]]),
    ("ms_forms", "labels", [
        ["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Tijd van laatste wijziging"],
        ["1", TIME, LATER, "anonymous", "", ""]]),
    ("ms_forms", "labels", [["ID", "Start time", "Completion time", "How often do you read?"],
        ["1", TIME, LATER, "Often"]]),
    ("qualtrics", "two_rows", [
        ["StartDate", "EndDate", "Progress", "Finished", "UserLanguage", "Q1"],
        ["Startdatum", "Enddatum", "Fortschritt", "Beendet", "Sprache", "Wie oft?"],
        [TIME, LATER, "100", "1", "DE", "2"]]),
    ("qualtrics", "names_only", [
        ["startdate", "enddate", "status", "finished", "recordeddate", "q1"],
        [TIME, LATER, "0", "1", LATER, "2"]]),
    ("redcap", "raw", [["id", "colour___1", "colour____9", "art_complete"], ["4", "1", "0", "2"]]),
    ("redcap", "labels", [REDCAP_LABELS, ["1", "North", "Often", "Unverified"]]),
    ("redcap_dictionary", "events", [
        ["event_name", "arm_num", "unique_event_name", "event_id"],
        ["Autumn", "1", "autumn_arm_1", "7"]]),
    ("limesurvey", "codes", [["id", "submitdate", "seed", "M[SQ001]"], ["1", TIME, "17", "A1"]]),
    ("limesurvey", "codes_and_texts", [
        ["id. ID da resposta", "submitdate. Data de envio", "lastpage. Última página", "M1. Um"],
        ["1", TIME, "3", "A1"]]),
    ("limesurvey", "texts", [
        ["ID de respuesta", "Fecha de envío", "Última página", "Lenguaje inicial", "Uno"],
        ["1", TIME, "3", "es", "Nunca"]]),
    ("limesurvey", "texts", [
        ["ID risposta", "Data invio", "Ultima pagina", "Uno"], ["1", TIME, "3", "Mai"]]),
    ("limesurvey", "texts", [
        ["ID απάντησης", "Ημερομηνία καταχώρισης", "Τελευταία σελίδα", "Ένα"],
        ["1", TIME, "3", "Ποτέ"]]),
    ("surveymonkey", "options", [
        ["RespondentID", "Your class?", "How often?", ""], ["", "Response", "At school", "At home"],
        ["3292879998", "7b", "Often", "Never"]]),
    ("surveymonkey", "options_only", [
        ["Respondent ID", "Start Date", "End Date", "How often?", "How often?"],
        ["", "", "", "At school", "At home"], ["1001", TIME, LATER, "4", "3"]]),
    ("surveymonkey", "questions_only", [
        ["Respondent ID", "Collector ID", "Start Date", "End Date", "How often?"],
        ["1001", "C1", TIME, LATER, "4"]]),
    ("kobo", "answers", [
        ["How often?", "meta/instanceID", "_uuid", "_submission_time", "_tags"],
        ["often", "uuid:1", "1", "2026-09-08T10:05:00", ""]]),
    ("kobo", "repeats", [
        ["lesson/mood", "_index", "_parent_table_name", "_parent_index", "_submission__id",
         "_submission__uuid", "_submission__submission_time"],
        ["2", "1", "Week", "1", "7", "uuid-1", "2026-09-08T10:05:00"]]),
    ("typeform", "answers", [
        ["How often?", "Response Type", "Start Date (UTC)", "Stage Date (UTC)",
         "Submit Date (UTC)", "Network ID", "Tags", "Ending"],
        ["Often", "completed", TIME, "", LATER, "77aa", "", ""]]),
    ("jotform", "dated", [["Submission Date", "How often?"], ["Sep 8, 2026", "Often"]]),
    ("jotform", "dated", [["Submission Date", "Berapa kali?", "Sekolah"],
        [TIME, "Sering", "Utara"]]),
    ("oneroster", "enrollments", [
        [*ONEROSTER, "classSourcedId", "schoolSourcedId", "userSourcedId", "role"],
        ["e1", "", "", "c1", "o1", "u1", "student"]]),
    ("oneroster", "classes", [
        [*ONEROSTER, "title", "courseSourcedId", "schoolSourcedId"],
        ["c1", "", "", "7b", "k1", "o1"]]),
    ("oneroster", "courses", [
        [*ONEROSTER, "schoolYearSourcedId", "title", "courseCode", "orgSourcedId"],
        ["k1", "", "", "y1", "Art", "A", "o1"]]),
    ("oneroster", "academic_sessions", [
        [*ONEROSTER, "title", "type", "startDate", "endDate", "parentSourcedId"],
        ["y1", "", "", "Autumn", "term", "2026-09-01", "2026-12-20", ""]]),
    ("oneroster", "demographics", [
        ["sourcedId", "status", "birthDate", "sex", "asian", "white", "blackOrAfricanAmerican"],
        ["u1", "", "2014-05-01", "female", "false", "false", "false"]]),
    ("clever", "schools", [
        ["School_id", "School_name", "School_number", "Low_grade", "High_grade"],
        ["5", "North", "105", "6", "8"]]),
    ("clever", "enrollments", [["School_id", "Section_id", "Student_id"], ["5", "9", "77"]]),
]  # fmt: skip
"""Tool, shape and rows, as `survey_exports.EXPORTS` has them."""

NOBODYS: dict[str, Rows] = {
    "a machine's log": [["Timestamp", "Temperature", "Humidity"], [TIME, "21.5", "40"]],
    "a table whose names a program gave": [["Timestamp", "name", "cups_per_day"], [TIME, "x", "2"]],
    "a log with the time in the middle": [["player", "timestamp", "Your club?"], ["1", TIME, "x"]],
    "a list of jobs": [["ID", "Start time", "Completion time", "Machine"], ["1", TIME, LATER, "A"]],
    "a list of homework": [["student_id", "homework_complete"], ["S1", "1"], ["S2", "0"]],
    "a class list with ticks": [["Student", "Complete?"], ["S1", "Complete"]],
    "a school's own list": [
        ["school_id", "student_id", "last_name", "first_name", "grade", "gender", "dob"],
        ["5", "77", "x", "x", "7", "F", "2014-05-01"]],
    "a list of papers": [["Submission Date", "Title", "Status"], ["2026-09-08", "x", "open"]],
    "another survey tool": [
        ["Response ID", "Time Started", "Date Submitted", "Status", "Language", "SessionID"],
        ["1", TIME, LATER, "Complete", "English", "9"]],
    "another field tool": [["SubmissionDate", "q1", "KEY"], ["Sep 8, 2026", "2", "uuid:1"]],
    "orders": [["Submission Date", "Submission ID", "Submitter", "Amount"], ["x", "1", "x", "3"]],
    "a table of people": [["Respondent ID", "Age", "Height"], ["1", "12", "150"]],
    "subscriptions": [["Start Date (UTC)", "End Date (UTC)", "Status"], [TIME, LATER, "active"]],
    "a form's questions": [["type", "name", "label"], ["select_one often", "m1", "How often?"]],
    "a network's log": [["#", "Network ID", "Start Date (UTC)"], ["1", "7", TIME]],
}  # fmt: skip
"""Tables that bear some marks of a tool and are none of its exports."""
