--
-- PostgreSQL database dump
--


-- Dumped from database version 18.6
-- Dumped by pg_dump version 18.6

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: pg_trgm; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;


--
-- Name: EXTENSION pg_trgm; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';


--
-- Name: _pgh_attach_context(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public._pgh_attach_context() RETURNS uuid
    LANGUAGE plpgsql
    AS $$
                    DECLARE
                        _pgh_context_id UUID;
                        _pgh_context_metadata JSONB;
                    BEGIN
                        BEGIN
                            SELECT INTO _pgh_context_id
                                CURRENT_SETTING('pghistory.context_id');
                            SELECT INTO _pgh_context_metadata
                                CURRENT_SETTING('pghistory.context_metadata');
                            EXCEPTION WHEN OTHERS THEN
                        END;
                        IF _pgh_context_id IS NOT NULL AND _pgh_context_metadata IS NOT NULL THEN
                            INSERT INTO pghistory_context (id, metadata, created_at, updated_at)
                                VALUES (_pgh_context_id, _pgh_context_metadata, NOW(), NOW())
                                ON CONFLICT (id) DO UPDATE
                                    SET metadata = EXCLUDED.metadata,
                                        updated_at = EXCLUDED.updated_at
                                    WHERE pghistory_context.metadata != EXCLUDED.metadata;
                            RETURN _pgh_context_id;
                        ELSE
                            RETURN NULL;
                        END IF;
                    END;
                $$;


--
-- Name: _pgtrigger_should_ignore(name); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
                DECLARE
                    _pgtrigger_ignore TEXT[];
                    _result BOOLEAN;
                BEGIN
                    BEGIN
                        SELECT INTO _pgtrigger_ignore
                            CURRENT_SETTING('pgtrigger.ignore');
                        EXCEPTION WHEN OTHERS THEN
                    END;
                    IF _pgtrigger_ignore IS NOT NULL THEN
                        SELECT trigger_name = ANY(_pgtrigger_ignore)
                        INTO _result;
                        RETURN _result;
                    ELSE
                        RETURN FALSE;
                    END IF;
                END;
            $$;


--
-- Name: pgtrigger_access_log_is_append_only_d3b2a(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_access_log_is_append_only_d3b2a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'The access log is never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'access_log_is_append_only';
                END;
            $$;


--
-- Name: pgtrigger_access_log_is_not_truncated_0123f(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_access_log_is_not_truncated_0123f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'The access log is never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'access_log_is_append_only';
                END;
            $$;


--
-- Name: pgtrigger_answer_fits_its_attempt_9b3c0(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_answer_fits_its_attempt_9b3c0() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true); an_attempt RECORD; a_question RECORD; an_option RECORD;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
        SELECT quiz_id, retired_at, is_draft INTO a_question
        FROM quizzes_question WHERE id = NEW.question_id FOR SHARE;
        SELECT quiz_id, finished_at, scope INTO an_attempt
        FROM quizzes_attempt WHERE id = NEW.attempt_id FOR NO KEY UPDATE;
        SELECT question_id, is_correct INTO an_option
        FROM quizzes_option WHERE id = NEW.option_id;

        IF an_option.question_id IS DISTINCT FROM NEW.question_id THEN
            RAISE EXCEPTION 'The option belongs to another question.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'answer_option_of_its_question';
        END IF;
        IF a_question.quiz_id IS DISTINCT FROM an_attempt.quiz_id THEN
            RAISE EXCEPTION 'The question belongs to another quiz.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'answer_question_of_its_quiz';
        END IF;
        IF an_attempt.scope <> 'all' AND NOT EXISTS (
            SELECT 1 FROM quizzes_askedquestion
            WHERE attempt_id = NEW.attempt_id AND question_id = NEW.question_id
        ) THEN
            RAISE EXCEPTION 'This attempt does not ask the question.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'answer_to_an_asked_question';
        END IF;
        IF an_option.is_correct IS DISTINCT FROM NEW.is_correct THEN
            RAISE EXCEPTION 'An answer is right if its option is.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'answer_is_right_as_its_option';
        END IF;
        IF an_attempt.finished_at IS NOT NULL THEN
            RAISE EXCEPTION 'The attempt is finished.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'answer_before_its_attempt_ends';
        END IF;
        IF a_question.is_draft THEN
            RAISE EXCEPTION 'The question is a draft.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'answer_to_a_published_question';
        END IF;
        IF a_question.retired_at IS NOT NULL THEN
            RAISE EXCEPTION 'The question is retired.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'answer_before_its_question_retires';
        END IF;
        IF EXISTS (
            SELECT 1 FROM quizzes_answer
            WHERE attempt_id = NEW.attempt_id AND question_id = NEW.question_id AND is_correct
        ) THEN
            RAISE EXCEPTION 'The question is answered right.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'answer_none_after_the_right_one';
        END IF;
        IF NEW.ordinal <> 1 + (
            SELECT count(*) FROM quizzes_answer
            WHERE attempt_id = NEW.attempt_id AND question_id = NEW.question_id
        ) THEN
            RAISE EXCEPTION 'Answers are counted 1, 2, 3 without gaps.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'answer_ordinals_in_order';
        END IF;
        RETURN NEW;
    
                END;
            $$;


--
-- Name: pgtrigger_answers_are_append_only_4d384(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_answers_are_append_only_4d384() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Answers are never changed or deleted.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'answers_are_append_only';
                END;
            $$;


--
-- Name: pgtrigger_answers_are_not_truncated_78a5c(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_answers_are_not_truncated_78a5c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Answers are never changed or deleted.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'answers_are_not_truncated';
                END;
            $$;


--
-- Name: pgtrigger_asked_before_answers_935ed(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_asked_before_answers_935ed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true); an_attempt RECORD;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
        IF TG_OP = 'UPDATE' THEN
            RAISE EXCEPTION 'What an attempt asks is not changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'asked_questions_stay';
        END IF;
        SELECT id, quiz_id, scope INTO an_attempt FROM quizzes_attempt
        WHERE id = CASE WHEN TG_OP = 'INSERT' THEN NEW.attempt_id ELSE OLD.attempt_id END
        FOR NO KEY UPDATE;
        IF EXISTS (SELECT 1 FROM quizzes_answer WHERE attempt_id = an_attempt.id) THEN
            RAISE EXCEPTION 'What an attempt asks is not changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'asked_questions_stay';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        IF an_attempt.scope = 'all' OR an_attempt.quiz_id IS DISTINCT FROM (
            SELECT quiz_id FROM quizzes_question WHERE id = NEW.question_id
        ) THEN
            RAISE EXCEPTION 'Practice asks questions of its own quiz.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'asked_question_of_its_quiz';
        END IF;
        RETURN NEW;
    
                END;
            $$;


--
-- Name: pgtrigger_attempt_begins_83603(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_attempt_begins_83603() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
        IF NEW.finished_at IS NOT NULL THEN
            RAISE EXCEPTION 'An attempt begins open and without answers.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'attempt_begins_open';
        END IF;
        IF NEW.number > 1 + (
            SELECT count(*) FROM quizzes_attempt
            WHERE quiz_id = NEW.quiz_id AND learner_id = NEW.learner_id
        ) THEN
            RAISE EXCEPTION 'Attempts are counted 1, 2, 3 without gaps.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'attempt_numbers_in_order';
        END IF;
        RETURN NEW;
    
                END;
            $$;


--
-- Name: pgtrigger_attempt_finishes_30984(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_attempt_finishes_30984() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
        UPDATE quizzes_attempt AS attempt SET finished_at = NEW.answered_at
        WHERE attempt.id = NEW.attempt_id AND attempt.finished_at IS NULL
        AND NOT EXISTS (
    SELECT 1 FROM quizzes_question AS question
    WHERE question.quiz_id = attempt.quiz_id
    AND question.retired_at IS NULL AND NOT question.is_draft
    AND (attempt.scope = 'all' OR EXISTS (
        SELECT 1 FROM quizzes_askedquestion AS asked
        WHERE asked.attempt_id = attempt.id AND asked.question_id = question.id
    ))
    AND NOT EXISTS (
        SELECT 1 FROM quizzes_answer AS answer
        WHERE answer.attempt_id = attempt.id AND answer.question_id = question.id
        AND answer.is_correct
    )
);
        RETURN NULL;
    
                END;
            $$;


--
-- Name: pgtrigger_attempt_is_fixed_8cdb6(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_attempt_is_fixed_8cdb6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'An attempt stays its learner''s, with its number.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'attempt_is_fixed';
                END;
            $$;


--
-- Name: pgtrigger_delete_delete_4cc7e(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_delete_delete_4cc7e() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_imageversion" ("alt", "content", "course_id", "height", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "width") VALUES (OLD."alt", OLD."content", OLD."course_id", OLD."height", OLD."name", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."width"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_delete_delete_64824(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_delete_delete_64824() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_moduleversion" ("as_of", "course_id", "is_published", "kind", "label", "lead", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "review_after", "slug", "title") VALUES (OLD."as_of", OLD."course_id", OLD."is_published", OLD."kind", OLD."label", OLD."lead", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."position", OLD."review_after", OLD."slug", OLD."title"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_delete_delete_807f4(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_delete_delete_807f4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_selfdiagnosisversion" ("after_id", "course_id", "intro", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "title") VALUES (OLD."after_id", OLD."course_id", OLD."intro", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."slug", OLD."title"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_delete_delete_8ade9(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_delete_delete_8ade9() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_levelversion" ("can_do", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "rank", "read_next", "self_diagnosis_id") VALUES (OLD."can_do", OLD."name", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."question", OLD."rank", OLD."read_next", OLD."self_diagnosis_id"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_delete_delete_8e913(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_delete_delete_8e913() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "quizzes_quizversion" ("asks_confidence", "intro", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (OLD."asks_confidence", OLD."intro", OLD."module_id", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."title"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_delete_delete_8eeaa(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_delete_delete_8eeaa() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_courseversion" ("is_published", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary", "title") VALUES (OLD."is_published", OLD."language", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."slug", OLD."summary", OLD."title"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_delete_delete_8fcaa(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_delete_delete_8fcaa() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_glossarytermversion" ("course_id", "definition", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "term") VALUES (OLD."course_id", OLD."definition", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."term"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_delete_delete_c21d2(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_delete_delete_c21d2() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "quizzes_optionversion" ("explanation", "is_correct", "lesson_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question_id", "slug", "text") VALUES (OLD."explanation", OLD."is_correct", OLD."lesson_id", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."position", OLD."question_id", OLD."slug", OLD."text"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_delete_delete_e16f0(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_delete_delete_e16f0() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_lessonversion" ("body", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "title") VALUES (OLD."body", OLD."module_id", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."position", OLD."slug", OLD."title"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_delete_delete_e2cb8(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_delete_delete_e2cb8() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "quizzes_questionversion" ("is_draft", "lesson_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quiz_id", "retired_at", "slug", "stem", "tags") VALUES (OLD."is_draft", OLD."lesson_id", _pgh_attach_context(), NOW(), 'delete', OLD."id", OLD."position", OLD."quiz_id", OLD."retired_at", OLD."slug", OLD."stem", OLD."tags"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_finished_means_finished_d3b7b(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_finished_means_finished_d3b7b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
        IF OLD.finished_at IS NOT NULL THEN
            RAISE EXCEPTION 'A finished attempt stays finished.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'attempt_finishes_once';
        END IF;
        IF EXISTS (
    SELECT 1 FROM quizzes_question AS question
    WHERE question.quiz_id = NEW.quiz_id
    AND question.retired_at IS NULL AND NOT question.is_draft
    AND (NEW.scope = 'all' OR EXISTS (
        SELECT 1 FROM quizzes_askedquestion AS asked
        WHERE asked.attempt_id = NEW.id AND asked.question_id = question.id
    ))
    AND NOT EXISTS (
        SELECT 1 FROM quizzes_answer AS answer
        WHERE answer.attempt_id = NEW.id AND answer.question_id = question.id
        AND answer.is_correct
    )
) THEN
            RAISE EXCEPTION 'Not every question is answered right.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'attempt_finishes_when_all_is_right';
        END IF;
        RETURN NEW;
    
                END;
            $$;


--
-- Name: pgtrigger_insert_insert_365fe(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_insert_insert_365fe() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "quizzes_quizversion" ("asks_confidence", "intro", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."asks_confidence", NEW."intro", NEW."module_id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."title"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_insert_insert_48798(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_insert_insert_48798() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_imageversion" ("alt", "content", "course_id", "height", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "width") VALUES (NEW."alt", NEW."content", NEW."course_id", NEW."height", NEW."name", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."width"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_insert_insert_6450b(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_insert_insert_6450b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_levelversion" ("can_do", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "rank", "read_next", "self_diagnosis_id") VALUES (NEW."can_do", NEW."name", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."question", NEW."rank", NEW."read_next", NEW."self_diagnosis_id"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_insert_insert_9a4d3(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_insert_insert_9a4d3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "quizzes_optionversion" ("explanation", "is_correct", "lesson_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question_id", "slug", "text") VALUES (NEW."explanation", NEW."is_correct", NEW."lesson_id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."position", NEW."question_id", NEW."slug", NEW."text"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_insert_insert_d9acb(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_insert_insert_d9acb() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_moduleversion" ("as_of", "course_id", "is_published", "kind", "label", "lead", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "review_after", "slug", "title") VALUES (NEW."as_of", NEW."course_id", NEW."is_published", NEW."kind", NEW."label", NEW."lead", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."position", NEW."review_after", NEW."slug", NEW."title"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_insert_insert_db4bc(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_insert_insert_db4bc() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_lessonversion" ("body", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "title") VALUES (NEW."body", NEW."module_id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."position", NEW."slug", NEW."title"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_insert_insert_e293a(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_insert_insert_e293a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_selfdiagnosisversion" ("after_id", "course_id", "intro", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "title") VALUES (NEW."after_id", NEW."course_id", NEW."intro", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."slug", NEW."title"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_insert_insert_e34ce(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_insert_insert_e34ce() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_glossarytermversion" ("course_id", "definition", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "term") VALUES (NEW."course_id", NEW."definition", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."term"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_insert_insert_f7e33(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_insert_insert_f7e33() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_courseversion" ("is_published", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary", "title") VALUES (NEW."is_published", NEW."language", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."slug", NEW."summary", NEW."title"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_insert_insert_fb138(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_insert_insert_fb138() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "quizzes_questionversion" ("is_draft", "lesson_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quiz_id", "retired_at", "slug", "stem", "tags") VALUES (NEW."is_draft", NEW."lesson_id", _pgh_attach_context(), NOW(), 'insert', NEW."id", NEW."position", NEW."quiz_id", NEW."retired_at", NEW."slug", NEW."stem", NEW."tags"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_keeps_its_id_6e983(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_keeps_its_id_6e983() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'What answers refer to keeps its number.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'row_keeps_its_id';
                END;
            $$;


--
-- Name: pgtrigger_keeps_its_id_8f455(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_keeps_its_id_8f455() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'What answers refer to keeps its number.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'row_keeps_its_id';
                END;
            $$;


--
-- Name: pgtrigger_keeps_its_id_e5d82(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_keeps_its_id_e5d82() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'What answers refer to keeps its number.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'row_keeps_its_id';
                END;
            $$;


--
-- Name: pgtrigger_keeps_its_id_fdb17(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_keeps_its_id_fdb17() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'What answers refer to keeps its number.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'row_keeps_its_id';
                END;
            $$;


--
-- Name: pgtrigger_key_is_frozen_1a929(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_key_is_frozen_1a929() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true); a_question BIGINT;
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
        
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'This is changed at the isolation READ COMMITTED only.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_read_committed';
    END IF;

        IF TG_OP = 'UPDATE' THEN
            IF (OLD.question_id, OLD.slug, OLD.is_correct)
                IS NOT DISTINCT FROM (NEW.question_id, NEW.slug, NEW.is_correct)
            THEN
                RETURN NEW;
            END IF;
            IF OLD.question_id <> NEW.question_id THEN
                RAISE EXCEPTION 'An option stays in its question.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'option_stays_in_its_question';
            END IF;
        END IF;
        a_question := CASE WHEN TG_OP = 'INSERT' THEN NEW.question_id ELSE OLD.question_id END;
        PERFORM 1 FROM quizzes_question WHERE id = a_question FOR NO KEY UPDATE;
        IF EXISTS (SELECT 1 FROM quizzes_answer WHERE question_id = a_question) THEN
            RAISE EXCEPTION 'The question has answers: retire it and add a new one.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'key_is_frozen';
        END IF;
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        END IF;
        RETURN NEW;
    
                END;
            $$;


--
-- Name: pgtrigger_lesson_counts_revisions_48e6b(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_lesson_counts_revisions_48e6b() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
        NEW.revision := OLD.revision;
        IF btrim(regexp_replace(NEW.body, '\s+', ' ', 'g'))
            IS DISTINCT FROM btrim(regexp_replace(OLD.body, '\s+', ' ', 'g'))
        THEN
            NEW.revision := OLD.revision + 1;
        END IF;
        RETURN NEW;
    
                END;
            $$;


--
-- Name: pgtrigger_one_right_option_0283d(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_one_right_option_0283d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
        IF EXISTS (
            SELECT 1 FROM quizzes_question AS question
            LEFT JOIN quizzes_option AS option ON option.question_id = question.id
            WHERE question.id = COALESCE(NEW.question_id, OLD.question_id)
            AND question.retired_at IS NULL AND NOT question.is_draft
            GROUP BY question.id
            HAVING count(option.id) < 2 OR count(*) FILTER (WHERE option.is_correct) <> 1
        ) THEN
            RAISE EXCEPTION 'A question needs at least two options, exactly one of them right.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'question_has_one_right_option';
        END IF;
        IF EXISTS (
            SELECT 1 FROM quizzes_option AS option
            JOIN quizzes_question AS question ON question.id = option.question_id
            WHERE question.id = COALESCE(NEW.question_id, OLD.question_id) AND NOT question.is_draft
            AND option.explanation !~ '[^\s\u00a0\u115f\u1160\u200b-\u200f\u2028-\u202f\u205f-\u2064\u3000\u3164\ufeff]'
        ) THEN
            RAISE EXCEPTION 'Every option needs an explanation.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'option_has_an_explanation';
        END IF;
        RETURN NULL;
    
                END;
            $$;


--
-- Name: pgtrigger_published_once_5094d(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_published_once_5094d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'A published question becomes no draft again.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'question_is_published_once';
                END;
            $$;


--
-- Name: pgtrigger_question_is_complete_21802(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_question_is_complete_21802() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
        IF EXISTS (
            SELECT 1 FROM quizzes_question AS question
            LEFT JOIN quizzes_option AS option ON option.question_id = question.id
            WHERE question.id = NEW.id
            AND question.retired_at IS NULL AND NOT question.is_draft
            GROUP BY question.id
            HAVING count(option.id) < 2 OR count(*) FILTER (WHERE option.is_correct) <> 1
        ) THEN
            RAISE EXCEPTION 'A question needs at least two options, exactly one of them right.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'question_has_one_right_option';
        END IF;
        IF EXISTS (
            SELECT 1 FROM quizzes_option AS option
            JOIN quizzes_question AS question ON question.id = option.question_id
            WHERE question.id = NEW.id AND NOT question.is_draft
            AND option.explanation !~ '[^\s\u00a0\u115f\u1160\u200b-\u200f\u2028-\u202f\u205f-\u2064\u3000\u3164\ufeff]'
        ) THEN
            RAISE EXCEPTION 'Every option needs an explanation.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'option_has_an_explanation';
        END IF;
        RETURN NULL;
    
                END;
            $$;


--
-- Name: pgtrigger_question_stays_in_its_quiz_2ba62(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_question_stays_in_its_quiz_2ba62() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'A question stays in its quiz.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'question_stays_in_its_quiz';
                END;
            $$;


--
-- Name: pgtrigger_rating_of_its_self_diagnosis_48a0a(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_rating_of_its_self_diagnosis_48a0a() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
                    IF (SELECT self_diagnosis_id FROM courses_level WHERE id = NEW.level_id)
                        IS DISTINCT FROM (
                            SELECT self_diagnosis_id FROM progress_diagnosis
                            WHERE id = NEW.diagnosis_id
                        )
                    THEN
                        RAISE EXCEPTION 'The level belongs to another self-diagnosis.'
                        USING ERRCODE = 'integrity_constraint_violation',
                        CONSTRAINT = 'rating_of_its_self_diagnosis';
                    END IF;
                    RETURN NEW;
                
                END;
            $$;


--
-- Name: pgtrigger_retiring_finishes_attempts_b0f53(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_retiring_finishes_attempts_b0f53() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
        -- Answers that are on their way are waited for, and then seen.
        PERFORM 1 FROM quizzes_attempt
        WHERE quiz_id = NEW.quiz_id AND finished_at IS NULL
        ORDER BY id FOR NO KEY UPDATE;
        UPDATE quizzes_attempt AS attempt SET finished_at = NEW.retired_at
        WHERE attempt.quiz_id = NEW.quiz_id AND attempt.finished_at IS NULL
        AND (
            attempt.number > 1
            OR EXISTS (SELECT 1 FROM quizzes_answer WHERE attempt_id = attempt.id)
        )
        AND NOT EXISTS (
    SELECT 1 FROM quizzes_question AS question
    WHERE question.quiz_id = attempt.quiz_id
    AND question.retired_at IS NULL AND NOT question.is_draft
    AND (attempt.scope = 'all' OR EXISTS (
        SELECT 1 FROM quizzes_askedquestion AS asked
        WHERE asked.attempt_id = attempt.id AND asked.question_id = question.id
    ))
    AND NOT EXISTS (
        SELECT 1 FROM quizzes_answer AS answer
        WHERE answer.attempt_id = attempt.id AND answer.question_id = question.id
        AND answer.is_correct
    )
);
        RETURN NULL;
    
                END;
            $$;


--
-- Name: pgtrigger_stays_while_used_2ab0c(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_stays_while_used_2ab0c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
            
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'This is changed at the isolation READ COMMITTED only.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_read_committed';
    END IF;

            IF EXISTS (SELECT 1 FROM quizzes_answer WHERE question_id = OLD.id) THEN
                RAISE EXCEPTION 'People have answered here: it stays.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'used_rows_stay';
            END IF;
            RETURN OLD;
        
                END;
            $$;


--
-- Name: pgtrigger_stays_while_used_2e466(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_stays_while_used_2e466() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
            
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'This is changed at the isolation READ COMMITTED only.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_read_committed';
    END IF;

            IF EXISTS (SELECT 1 FROM quizzes_answer WHERE attempt_id = OLD.id) THEN
                RAISE EXCEPTION 'People have answered here: it stays.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'used_rows_stay';
            END IF;
            RETURN OLD;
        
                END;
            $$;


--
-- Name: pgtrigger_stays_while_used_f1c2d(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_stays_while_used_f1c2d() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    
            
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'This is changed at the isolation READ COMMITTED only.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_read_committed';
    END IF;

            IF EXISTS (SELECT 1 FROM quizzes_attempt WHERE quiz_id = OLD.id) THEN
                RAISE EXCEPTION 'People have answered here: it stays.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'used_rows_stay';
            END IF;
            RETURN OLD;
        
                END;
            $$;


--
-- Name: pgtrigger_superseded_update_05393(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_superseded_update_05393() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_lessonrevision" ("body_html", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (OLD."body_html", _pgh_attach_context(), NOW(), 'superseded', OLD."id", OLD."revision"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_update_update_03840(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_update_update_03840() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "quizzes_quizversion" ("asks_confidence", "intro", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") VALUES (NEW."asks_confidence", NEW."intro", NEW."module_id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."title"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_update_update_0d1e4(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_update_update_0d1e4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_imageversion" ("alt", "content", "course_id", "height", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "width") VALUES (NEW."alt", NEW."content", NEW."course_id", NEW."height", NEW."name", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."width"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_update_update_160be(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_update_update_160be() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_courseversion" ("is_published", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "summary", "title") VALUES (NEW."is_published", NEW."language", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."slug", NEW."summary", NEW."title"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_update_update_41585(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_update_update_41585() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_lessonversion" ("body", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug", "title") VALUES (NEW."body", NEW."module_id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."position", NEW."slug", NEW."title"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_update_update_460e6(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_update_update_460e6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "quizzes_optionversion" ("explanation", "is_correct", "lesson_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "question_id", "slug", "text") VALUES (NEW."explanation", NEW."is_correct", NEW."lesson_id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."position", NEW."question_id", NEW."slug", NEW."text"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_update_update_4bf18(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_update_update_4bf18() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_selfdiagnosisversion" ("after_id", "course_id", "intro", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "title") VALUES (NEW."after_id", NEW."course_id", NEW."intro", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."slug", NEW."title"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_update_update_8088c(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_update_update_8088c() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "quizzes_questionversion" ("is_draft", "lesson_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quiz_id", "retired_at", "slug", "stem", "tags") VALUES (NEW."is_draft", NEW."lesson_id", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."position", NEW."quiz_id", NEW."retired_at", NEW."slug", NEW."stem", NEW."tags"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_update_update_a5c81(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_update_update_a5c81() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_levelversion" ("can_do", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "rank", "read_next", "self_diagnosis_id") VALUES (NEW."can_do", NEW."name", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."question", NEW."rank", NEW."read_next", NEW."self_diagnosis_id"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_update_update_cb243(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_update_update_cb243() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_moduleversion" ("as_of", "course_id", "is_published", "kind", "label", "lead", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "review_after", "slug", "title") VALUES (NEW."as_of", NEW."course_id", NEW."is_published", NEW."kind", NEW."label", NEW."lead", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."position", NEW."review_after", NEW."slug", NEW."title"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_update_update_e85a4(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_update_update_e85a4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    INSERT INTO "courses_glossarytermversion" ("course_id", "definition", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "term") VALUES (NEW."course_id", NEW."definition", _pgh_attach_context(), NOW(), 'update', NEW."id", NEW."term"); RETURN NULL;
                END;
            $$;


--
-- Name: pgtrigger_version_is_append_only_1a17f(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_version_is_append_only_1a17f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Versions of content are never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'version_is_append_only';
                END;
            $$;


--
-- Name: pgtrigger_version_is_append_only_47d54(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_version_is_append_only_47d54() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Versions of content are never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'version_is_append_only';
                END;
            $$;


--
-- Name: pgtrigger_version_is_append_only_534d1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_version_is_append_only_534d1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Versions of content are never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'version_is_append_only';
                END;
            $$;


--
-- Name: pgtrigger_version_is_append_only_848c1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_version_is_append_only_848c1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Versions of content are never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'version_is_append_only';
                END;
            $$;


--
-- Name: pgtrigger_version_is_append_only_9ca93(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_version_is_append_only_9ca93() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Versions of content are never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'version_is_append_only';
                END;
            $$;


--
-- Name: pgtrigger_version_is_append_only_c0fe6(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_version_is_append_only_c0fe6() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Versions of content are never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'version_is_append_only';
                END;
            $$;


--
-- Name: pgtrigger_version_is_append_only_ce724(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_version_is_append_only_ce724() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Versions of content are never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'version_is_append_only';
                END;
            $$;


--
-- Name: pgtrigger_version_is_append_only_def32(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_version_is_append_only_def32() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Versions of content are never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'version_is_append_only';
                END;
            $$;


--
-- Name: pgtrigger_version_is_append_only_ea6e9(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_version_is_append_only_ea6e9() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Versions of content are never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'version_is_append_only';
                END;
            $$;


--
-- Name: pgtrigger_version_is_append_only_eeca3(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_version_is_append_only_eeca3() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Versions of content are never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'version_is_append_only';
                END;
            $$;


--
-- Name: pgtrigger_version_is_not_truncated_21ea4(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_version_is_not_truncated_21ea4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Versions of content are never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'version_is_append_only';
                END;
            $$;


--
-- Name: pgtrigger_version_is_not_truncated_6a556(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_version_is_not_truncated_6a556() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Versions of content are never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'version_is_append_only';
                END;
            $$;


--
-- Name: pgtrigger_version_is_not_truncated_71fe4(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_version_is_not_truncated_71fe4() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Versions of content are never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'version_is_append_only';
                END;
            $$;


--
-- Name: pgtrigger_version_is_not_truncated_78838(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_version_is_not_truncated_78838() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Versions of content are never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'version_is_append_only';
                END;
            $$;


--
-- Name: pgtrigger_version_is_not_truncated_81712(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_version_is_not_truncated_81712() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Versions of content are never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'version_is_append_only';
                END;
            $$;


--
-- Name: pgtrigger_version_is_not_truncated_85e36(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_version_is_not_truncated_85e36() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Versions of content are never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'version_is_append_only';
                END;
            $$;


--
-- Name: pgtrigger_version_is_not_truncated_a2556(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_version_is_not_truncated_a2556() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Versions of content are never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'version_is_append_only';
                END;
            $$;


--
-- Name: pgtrigger_version_is_not_truncated_a4ceb(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_version_is_not_truncated_a4ceb() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Versions of content are never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'version_is_append_only';
                END;
            $$;


--
-- Name: pgtrigger_version_is_not_truncated_bbd13(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_version_is_not_truncated_bbd13() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Versions of content are never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'version_is_append_only';
                END;
            $$;


--
-- Name: pgtrigger_version_is_not_truncated_e5252(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.pgtrigger_version_is_not_truncated_e5252() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
                DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true);
                BEGIN
                    IF ("public"._pgtrigger_should_ignore(TG_NAME) IS TRUE) THEN
                        IF (TG_OP = 'DELETE') THEN
                            RETURN OLD;
                        ELSE
                            RETURN NEW;
                        END IF;
                    END IF;
                    RAISE EXCEPTION 'Versions of content are never changed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'version_is_append_only';
                END;
            $$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: accounts_user; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    username character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    name character varying(150) NOT NULL,
    theme character varying(10) NOT NULL,
    language character varying(10) NOT NULL
);


--
-- Name: accounts_user_groups; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts_user_groups (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    group_id integer NOT NULL
);


--
-- Name: accounts_user_groups_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.accounts_user_groups ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_groups_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: accounts_user_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.accounts_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: accounts_user_user_permissions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.accounts_user_user_permissions (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    permission_id integer NOT NULL
);


--
-- Name: accounts_user_user_permissions_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.accounts_user_user_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_user_user_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_group; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);


--
-- Name: auth_group_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_group_permissions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);


--
-- Name: auth_group_permissions_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: auth_permission; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);


--
-- Name: auth_permission_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: axes_accessattempt; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.axes_accessattempt (
    id integer NOT NULL,
    user_agent character varying(255) NOT NULL,
    ip_address inet,
    username character varying(255),
    http_accept character varying(1025) NOT NULL,
    path_info character varying(255) NOT NULL,
    attempt_time timestamp with time zone NOT NULL,
    get_data text NOT NULL,
    post_data text NOT NULL,
    failures_since_start integer NOT NULL,
    CONSTRAINT axes_accessattempt_failures_since_start_check CHECK ((failures_since_start >= 0))
);


--
-- Name: axes_accessattempt_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.axes_accessattempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.axes_accessattempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: axes_accessattemptexpiration; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.axes_accessattemptexpiration (
    access_attempt_id integer NOT NULL,
    expires_at timestamp with time zone NOT NULL
);


--
-- Name: axes_accessfailurelog; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.axes_accessfailurelog (
    id integer NOT NULL,
    user_agent character varying(255) NOT NULL,
    ip_address inet,
    username character varying(255),
    http_accept character varying(1025) NOT NULL,
    path_info character varying(255) NOT NULL,
    attempt_time timestamp with time zone NOT NULL,
    locked_out boolean NOT NULL
);


--
-- Name: axes_accessfailurelog_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.axes_accessfailurelog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.axes_accessfailurelog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: axes_accesslog; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.axes_accesslog (
    id integer NOT NULL,
    user_agent character varying(255) NOT NULL,
    ip_address inet,
    username character varying(255),
    http_accept character varying(1025) NOT NULL,
    path_info character varying(255) NOT NULL,
    attempt_time timestamp with time zone NOT NULL,
    logout_time timestamp with time zone,
    session_hash character varying(64) NOT NULL
);


--
-- Name: axes_accesslog_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.axes_accesslog ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.axes_accesslog_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: courses_cohort; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.courses_cohort (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    slug character varying(50) NOT NULL,
    starts_on date,
    ends_on date,
    join_code character varying(40) NOT NULL,
    course_id bigint NOT NULL,
    CONSTRAINT cohort_ends_after_it_starts CHECK ((ends_on >= starts_on))
);


--
-- Name: courses_cohort_facilitators; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.courses_cohort_facilitators (
    id bigint NOT NULL,
    cohort_id bigint NOT NULL,
    user_id bigint NOT NULL
);


--
-- Name: courses_cohort_facilitators_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.courses_cohort_facilitators ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courses_cohort_facilitators_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: courses_cohort_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.courses_cohort ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courses_cohort_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: courses_course; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.courses_course (
    id bigint NOT NULL,
    slug character varying(50) NOT NULL,
    title character varying(200) NOT NULL,
    summary text NOT NULL,
    summary_html text NOT NULL,
    language character varying(10) NOT NULL,
    is_published boolean NOT NULL
);


--
-- Name: courses_course_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.courses_course ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courses_course_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: courses_coursefiles; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.courses_coursefiles (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    loaded_at timestamp with time zone NOT NULL,
    course_id bigint NOT NULL
);


--
-- Name: courses_coursefiles_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.courses_coursefiles ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courses_coursefiles_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: courses_courseversion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.courses_courseversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    slug character varying(50) NOT NULL,
    title character varying(200) NOT NULL,
    summary text NOT NULL,
    language character varying(10) NOT NULL,
    is_published boolean NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);


--
-- Name: courses_courseversion_pgh_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.courses_courseversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courses_courseversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: courses_enrolment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.courses_enrolment (
    id bigint NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    left_at timestamp with time zone,
    cohort_id bigint NOT NULL,
    learner_id bigint NOT NULL
);


--
-- Name: courses_enrolment_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.courses_enrolment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courses_enrolment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: courses_glossaryterm; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.courses_glossaryterm (
    id bigint NOT NULL,
    term character varying(100) NOT NULL,
    definition text NOT NULL,
    definition_html text NOT NULL,
    course_id bigint NOT NULL,
    plain_text text GENERATED ALWAYS AS (regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(definition_html, '<span class="visually-hidden">[^<]*</span>'::text, ''::text, 'g'::text), '</(p|li|td|th|dt|dd|h[1-6]|pre|summary|div)>|<br>|<hr>'::text, ' '::text, 'g'::text), '<[^>]*>'::text, ''::text, 'g'::text), '&lt;'::text, '<'::text, 'g'::text), '&gt;'::text, '>'::text, 'g'::text), '&quot;'::text, '"'::text, 'g'::text), '&nbsp;'::text, ' '::text, 'g'::text), '⁠'::text, ''::text, 'g'::text), '&amp;'::text, '&'::text, 'g'::text)) STORED
);


--
-- Name: courses_glossaryterm_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.courses_glossaryterm ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courses_glossaryterm_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: courses_glossarytermversion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.courses_glossarytermversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    term character varying(100) NOT NULL,
    definition text NOT NULL,
    course_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);


--
-- Name: courses_glossarytermversion_pgh_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.courses_glossarytermversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courses_glossarytermversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: courses_image; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.courses_image (
    id bigint NOT NULL,
    name character varying(50) NOT NULL,
    alt character varying(500) NOT NULL,
    content bytea NOT NULL,
    width smallint NOT NULL,
    height smallint NOT NULL,
    digest character varying(64) GENERATED ALWAYS AS (encode(sha256(content), 'hex'::text)) STORED,
    course_id bigint NOT NULL,
    CONSTRAINT courses_image_height_check CHECK ((height >= 0)),
    CONSTRAINT courses_image_width_check CHECK ((width >= 0)),
    CONSTRAINT image_has_a_size CHECK (((height > 0) AND (width > 0))),
    CONSTRAINT image_has_a_text_alternative CHECK (((alt)::text ~ '[^\s\u00a0\u115f\u1160\u200b-\u200f\u2028-\u202f\u205f-\u2064\u3000\u3164\ufeff]'::text)),
    CONSTRAINT image_is_simple_webp CHECK (((SUBSTRING(content FROM 1 FOR 4) = '\x52494646'::bytea) AND (SUBSTRING(content FROM 9 FOR 8) = ANY (ARRAY['\x5745425056503820'::bytea, '\x574542505650384c'::bytea])) AND (octet_length(content) <= 3000000)))
);


--
-- Name: courses_image_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.courses_image ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courses_image_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: courses_imageversion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.courses_imageversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    name character varying(50) NOT NULL,
    alt character varying(500) NOT NULL,
    content bytea NOT NULL,
    width smallint NOT NULL,
    height smallint NOT NULL,
    course_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT courses_imageversion_height_check CHECK ((height >= 0)),
    CONSTRAINT courses_imageversion_width_check CHECK ((width >= 0))
);


--
-- Name: courses_imageversion_pgh_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.courses_imageversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courses_imageversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: courses_lesson; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.courses_lesson (
    id bigint NOT NULL,
    slug character varying(50) NOT NULL,
    "position" smallint NOT NULL,
    title character varying(200) NOT NULL,
    body text NOT NULL,
    body_html text NOT NULL,
    module_id bigint NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    plain_text text GENERATED ALWAYS AS (regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(body_html, '<span class="visually-hidden">[^<]*</span>'::text, ''::text, 'g'::text), '</(p|li|td|th|dt|dd|h[1-6]|pre|summary|div)>|<br>|<hr>'::text, ' '::text, 'g'::text), '<[^>]*>'::text, ''::text, 'g'::text), '&lt;'::text, '<'::text, 'g'::text), '&gt;'::text, '>'::text, 'g'::text), '&quot;'::text, '"'::text, 'g'::text), '&nbsp;'::text, ' '::text, 'g'::text), '⁠'::text, ''::text, 'g'::text), '&amp;'::text, '&'::text, 'g'::text)) STORED,
    CONSTRAINT courses_lesson_position_check CHECK (("position" >= 0)),
    CONSTRAINT courses_lesson_revision_check CHECK ((revision >= 0))
);


--
-- Name: courses_lesson_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.courses_lesson ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courses_lesson_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: courses_lessonrevision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.courses_lessonrevision (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    body_html text NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT courses_lessonrevision_revision_check CHECK ((revision >= 0))
);


--
-- Name: courses_lessonrevision_pgh_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.courses_lessonrevision ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courses_lessonrevision_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: courses_lessonversion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.courses_lessonversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    slug character varying(50) NOT NULL,
    "position" smallint NOT NULL,
    title character varying(200) NOT NULL,
    body text NOT NULL,
    module_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT courses_lessonversion_position_check CHECK (("position" >= 0))
);


--
-- Name: courses_lessonversion_pgh_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.courses_lessonversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courses_lessonversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: courses_level; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.courses_level (
    id bigint NOT NULL,
    rank smallint NOT NULL,
    name character varying(50) NOT NULL,
    can_do text NOT NULL,
    question text NOT NULL,
    self_diagnosis_id bigint NOT NULL,
    read_next text NOT NULL,
    read_next_html text NOT NULL,
    CONSTRAINT courses_level_rank_check CHECK ((rank >= 0)),
    CONSTRAINT level_rank_from_1_to_6 CHECK (((rank >= 1) AND (rank <= 6)))
);


--
-- Name: courses_level_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.courses_level ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courses_level_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: courses_levelversion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.courses_levelversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    rank smallint NOT NULL,
    name character varying(50) NOT NULL,
    can_do text NOT NULL,
    question text NOT NULL,
    read_next text NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    self_diagnosis_id bigint NOT NULL,
    CONSTRAINT courses_levelversion_rank_check CHECK ((rank >= 0))
);


--
-- Name: courses_levelversion_pgh_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.courses_levelversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courses_levelversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: courses_module; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.courses_module (
    id bigint NOT NULL,
    slug character varying(50) NOT NULL,
    "position" smallint NOT NULL,
    label character varying(50) NOT NULL,
    title character varying(200) NOT NULL,
    lead text NOT NULL,
    lead_html text NOT NULL,
    kind character varying(20) NOT NULL,
    as_of character varying(100) NOT NULL,
    review_after date,
    is_published boolean NOT NULL,
    course_id bigint NOT NULL,
    plain_text text GENERATED ALWAYS AS (regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(lead_html, '<span class="visually-hidden">[^<]*</span>'::text, ''::text, 'g'::text), '</(p|li|td|th|dt|dd|h[1-6]|pre|summary|div)>|<br>|<hr>'::text, ' '::text, 'g'::text), '<[^>]*>'::text, ''::text, 'g'::text), '&lt;'::text, '<'::text, 'g'::text), '&gt;'::text, '>'::text, 'g'::text), '&quot;'::text, '"'::text, 'g'::text), '&nbsp;'::text, ' '::text, 'g'::text), '⁠'::text, ''::text, 'g'::text), '&amp;'::text, '&'::text, 'g'::text)) STORED,
    CONSTRAINT courses_module_position_check CHECK (("position" >= 0)),
    CONSTRAINT module_slug_is_not_reserved CHECK ((NOT ((slug)::text = ANY ((ARRAY['glossary'::character varying, 'search'::character varying, 'self-diagnosis'::character varying])::text[]))))
);


--
-- Name: courses_module_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.courses_module ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courses_module_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: courses_moduleversion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.courses_moduleversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    slug character varying(50) NOT NULL,
    "position" smallint NOT NULL,
    label character varying(50) NOT NULL,
    title character varying(200) NOT NULL,
    lead text NOT NULL,
    kind character varying(20) NOT NULL,
    as_of character varying(100) NOT NULL,
    review_after date,
    is_published boolean NOT NULL,
    course_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    CONSTRAINT courses_moduleversion_position_check CHECK (("position" >= 0))
);


--
-- Name: courses_moduleversion_pgh_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.courses_moduleversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courses_moduleversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: courses_rosterimport; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.courses_rosterimport (
    id bigint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    lines jsonb NOT NULL,
    left_aside jsonb NOT NULL,
    people jsonb NOT NULL,
    total integer NOT NULL,
    done integer NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    fault text NOT NULL,
    cohort_id bigint NOT NULL,
    made_by_id bigint NOT NULL,
    CONSTRAINT courses_rosterimport_done_check CHECK ((done >= 0)),
    CONSTRAINT courses_rosterimport_total_check CHECK ((total >= 0))
);


--
-- Name: courses_rosterimport_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.courses_rosterimport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courses_rosterimport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: courses_selfdiagnosis; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.courses_selfdiagnosis (
    id bigint NOT NULL,
    slug character varying(50) NOT NULL,
    title character varying(200) NOT NULL,
    intro text NOT NULL,
    intro_html text NOT NULL,
    after_id bigint NOT NULL,
    course_id bigint NOT NULL
);


--
-- Name: courses_selfdiagnosis_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.courses_selfdiagnosis ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courses_selfdiagnosis_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: courses_selfdiagnosisversion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.courses_selfdiagnosisversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    slug character varying(50) NOT NULL,
    title character varying(200) NOT NULL,
    intro text NOT NULL,
    after_id bigint NOT NULL,
    course_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);


--
-- Name: courses_selfdiagnosisversion_pgh_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.courses_selfdiagnosisversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.courses_selfdiagnosisversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_admin_log; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_admin_log (
    id integer NOT NULL,
    action_time timestamp with time zone NOT NULL,
    object_id text,
    object_repr character varying(200) NOT NULL,
    action_flag smallint NOT NULL,
    change_message text NOT NULL,
    content_type_id integer,
    user_id bigint NOT NULL,
    CONSTRAINT django_admin_log_action_flag_check CHECK ((action_flag >= 0))
);


--
-- Name: django_admin_log_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.django_admin_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_admin_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_content_type; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);


--
-- Name: django_content_type_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_migrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);


--
-- Name: django_migrations_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: django_session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);


--
-- Name: pghistory_context; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pghistory_context (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    metadata jsonb NOT NULL
);


--
-- Name: progress_diagnosis; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.progress_diagnosis (
    id bigint NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    shared boolean NOT NULL,
    submission uuid NOT NULL,
    learner_id bigint NOT NULL,
    self_diagnosis_id bigint NOT NULL
);


--
-- Name: progress_diagnosis_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.progress_diagnosis ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.progress_diagnosis_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: progress_diagnosisdraft; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.progress_diagnosisdraft (
    id bigint NOT NULL,
    contents jsonb NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    learner_id bigint NOT NULL,
    self_diagnosis_id bigint NOT NULL
);


--
-- Name: progress_diagnosisdraft_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.progress_diagnosisdraft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.progress_diagnosisdraft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: progress_lessonread; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.progress_lessonread (
    id bigint NOT NULL,
    read_at timestamp with time zone NOT NULL,
    learner_id bigint NOT NULL,
    lesson_id bigint NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    CONSTRAINT progress_lessonread_revision_check CHECK ((revision >= 0))
);


--
-- Name: progress_lessonread_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.progress_lessonread ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.progress_lessonread_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: progress_lessonvisit; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.progress_lessonvisit (
    id bigint NOT NULL,
    visited_at timestamp with time zone NOT NULL,
    learner_id bigint NOT NULL,
    lesson_id bigint NOT NULL
);


--
-- Name: progress_lessonvisit_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.progress_lessonvisit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.progress_lessonvisit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: progress_rating; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.progress_rating (
    id bigint NOT NULL,
    rating character varying(10) NOT NULL,
    evidence text NOT NULL,
    diagnosis_id bigint NOT NULL,
    level_id bigint NOT NULL,
    CONSTRAINT rating_is_one_of_three CHECK (((rating)::text = ANY ((ARRAY['not-yet'::character varying, 'with-help'::character varying, 'on-my-own'::character varying])::text[]))),
    CONSTRAINT rating_on_my_own_has_evidence CHECK (((NOT ((rating)::text = 'on-my-own'::text)) OR (evidence ~ '[^\s\u00a0\u115f\u1160\u200b-\u200f\u2028-\u202f\u205f-\u2064\u3000\u3164\ufeff]'::text)))
);


--
-- Name: progress_rating_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.progress_rating ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.progress_rating_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: progress_seenanswers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.progress_seenanswers (
    id bigint NOT NULL,
    address character varying(200) NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    learner_id bigint NOT NULL,
    viewer_id bigint NOT NULL
);


--
-- Name: progress_seenanswers_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.progress_seenanswers ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.progress_seenanswers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: quizzes_answer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.quizzes_answer (
    id bigint NOT NULL,
    ordinal smallint NOT NULL,
    is_correct boolean NOT NULL,
    answered_at timestamp with time zone NOT NULL,
    attempt_id bigint NOT NULL,
    option_id bigint NOT NULL,
    question_id bigint NOT NULL,
    confidence character varying(5) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT answer_confidence_is_one_of_three CHECK (((confidence)::text = ANY ((ARRAY[''::character varying, 'sure'::character varying, 'half'::character varying, 'guess'::character varying])::text[]))),
    CONSTRAINT answer_confidence_with_the_first CHECK ((((confidence)::text = ''::text) OR (ordinal = 1))),
    CONSTRAINT answer_ordinal_from_1 CHECK ((ordinal >= 1)),
    CONSTRAINT quizzes_answer_ordinal_check CHECK ((ordinal >= 0))
);


--
-- Name: quizzes_answer_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.quizzes_answer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: quizzes_askedquestion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.quizzes_askedquestion (
    id bigint NOT NULL,
    attempt_id bigint NOT NULL,
    question_id bigint NOT NULL
);


--
-- Name: quizzes_askedquestion_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.quizzes_askedquestion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_askedquestion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: quizzes_attempt; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.quizzes_attempt (
    id bigint NOT NULL,
    number integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    learner_id bigint NOT NULL,
    quiz_id bigint NOT NULL,
    scope character varying(10) DEFAULT 'all'::character varying NOT NULL,
    CONSTRAINT attempt_number_from_1 CHECK ((number >= 1)),
    CONSTRAINT attempt_of_record_asks_all CHECK ((((scope)::text = 'all'::text) OR ((number > 1) AND ((scope)::text = ANY ((ARRAY['missed'::character varying, 'due'::character varying])::text[]))))),
    CONSTRAINT quizzes_attempt_number_check CHECK ((number >= 0))
);


--
-- Name: quizzes_attempt_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.quizzes_attempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: quizzes_bankupload; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.quizzes_bankupload (
    id bigint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    format character varying(20) NOT NULL,
    content bytea NOT NULL,
    made_by_id bigint NOT NULL,
    quiz_id bigint NOT NULL
);


--
-- Name: quizzes_bankupload_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.quizzes_bankupload ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_bankupload_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: quizzes_option; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.quizzes_option (
    id bigint NOT NULL,
    slug character varying(20) NOT NULL,
    "position" smallint NOT NULL,
    text text NOT NULL,
    text_html text NOT NULL,
    is_correct boolean NOT NULL,
    explanation text NOT NULL,
    explanation_html text NOT NULL,
    lesson_id bigint,
    question_id bigint NOT NULL,
    CONSTRAINT option_has_a_text CHECK ((text ~ '[^\s\u00a0\u115f\u1160\u200b-\u200f\u2028-\u202f\u205f-\u2064\u3000\u3164\ufeff]'::text)),
    CONSTRAINT quizzes_option_position_check CHECK (("position" >= 0))
);


--
-- Name: quizzes_option_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.quizzes_option ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_option_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: quizzes_optionversion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.quizzes_optionversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    slug character varying(20) NOT NULL,
    "position" smallint NOT NULL,
    text text NOT NULL,
    is_correct boolean NOT NULL,
    explanation text NOT NULL,
    lesson_id bigint,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    question_id bigint NOT NULL,
    CONSTRAINT quizzes_optionversion_position_check CHECK (("position" >= 0))
);


--
-- Name: quizzes_optionversion_pgh_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.quizzes_optionversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_optionversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: quizzes_question; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.quizzes_question (
    id bigint NOT NULL,
    slug character varying(50) NOT NULL,
    "position" smallint NOT NULL,
    stem text NOT NULL,
    stem_html text NOT NULL,
    retired_at timestamp with time zone,
    lesson_id bigint,
    quiz_id bigint NOT NULL,
    is_draft boolean DEFAULT false NOT NULL,
    tags character varying(200)[] DEFAULT '{}'::character varying(200)[] NOT NULL,
    CONSTRAINT quizzes_question_position_check CHECK (("position" >= 0))
);


--
-- Name: quizzes_question_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.quizzes_question ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_question_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: quizzes_questionversion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.quizzes_questionversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    slug character varying(50) NOT NULL,
    "position" smallint NOT NULL,
    stem text NOT NULL,
    tags character varying(200)[] DEFAULT '{}'::character varying(200)[] NOT NULL,
    is_draft boolean DEFAULT false NOT NULL,
    retired_at timestamp with time zone,
    lesson_id bigint,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL,
    quiz_id bigint NOT NULL,
    CONSTRAINT quizzes_questionversion_position_check CHECK (("position" >= 0))
);


--
-- Name: quizzes_questionversion_pgh_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.quizzes_questionversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_questionversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: quizzes_quiz; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.quizzes_quiz (
    id bigint NOT NULL,
    title character varying(200) NOT NULL,
    intro text NOT NULL,
    intro_html text NOT NULL,
    module_id bigint NOT NULL,
    asks_confidence boolean DEFAULT false NOT NULL
);


--
-- Name: quizzes_quiz_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.quizzes_quiz ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_quiz_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: quizzes_quizversion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.quizzes_quizversion (
    pgh_id integer NOT NULL,
    pgh_created_at timestamp with time zone NOT NULL,
    pgh_label text NOT NULL,
    title character varying(200) NOT NULL,
    intro text NOT NULL,
    asks_confidence boolean DEFAULT false NOT NULL,
    module_id bigint NOT NULL,
    pgh_context_id uuid,
    pgh_obj_id bigint NOT NULL
);


--
-- Name: quizzes_quizversion_pgh_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.quizzes_quizversion ALTER COLUMN pgh_id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quizzes_quizversion_pgh_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Data for Name: accounts_user; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.accounts_user VALUES
	(1, '!', NULL, false, 'facilitator', '', false, true, '2026-11-26 22:17:33.738164+09', '사람 facilitator', 'system', ''),
	(2, '!', NULL, false, 'Kim.Garam', '', false, true, '2026-11-26 22:17:33.762792+09', '사람 Kim.Garam', 'system', ''),
	(3, '!', NULL, false, 'ＨＡＮ', '', false, true, '2026-11-26 22:17:34.459983+09', '사람 ＨＡＮ', 'system', ''),
	(4, '!', NULL, false, '한글이름', '', false, true, '2026-11-26 22:17:34.894572+09', '사람 한글이름', 'system', ''),
	(5, '!', NULL, false, 'double', '', false, true, '2026-11-26 22:17:35.232259+09', '사람 double', 'system', ''),
	(6, '!', NULL, false, 'Double', '', false, true, '2026-11-26 22:17:35.465832+09', '사람 Double', 'system', '');


--
-- Data for Name: accounts_user_groups; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.accounts_user_groups VALUES
	(1, 1, 2);


--
-- Data for Name: accounts_user_user_permissions; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: auth_group; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.auth_group VALUES
	(1, 'Authors'),
	(2, 'Facilitators');


--
-- Data for Name: auth_group_permissions; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.auth_group_permissions VALUES
	(1, 1, 4),
	(2, 1, 1),
	(3, 1, 2),
	(4, 1, 3),
	(5, 1, 24),
	(6, 1, 21),
	(7, 1, 22),
	(8, 1, 23),
	(9, 1, 28),
	(10, 1, 25),
	(11, 1, 26),
	(12, 1, 27),
	(13, 1, 20),
	(14, 1, 17),
	(15, 1, 18),
	(16, 1, 19),
	(17, 1, 32),
	(18, 1, 29),
	(19, 1, 30),
	(20, 1, 31),
	(21, 1, 36),
	(22, 1, 33),
	(23, 1, 34),
	(24, 1, 35),
	(25, 1, 68),
	(26, 1, 65),
	(27, 1, 66),
	(28, 1, 67),
	(29, 1, 56),
	(30, 1, 53),
	(31, 1, 54),
	(32, 1, 55),
	(33, 1, 60),
	(34, 1, 57),
	(35, 1, 58),
	(36, 1, 59),
	(37, 2, 8),
	(38, 2, 6),
	(39, 2, 16),
	(40, 2, 14),
	(41, 2, 5),
	(42, 1, 48),
	(43, 1, 45),
	(44, 1, 46),
	(45, 1, 47);


--
-- Data for Name: auth_permission; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.auth_permission VALUES
	(1, 'Can add course', 3, 'add_course'),
	(2, 'Can change course', 3, 'change_course'),
	(3, 'Can delete course', 3, 'delete_course'),
	(4, 'Can view course', 3, 'view_course'),
	(5, 'Can add cohort', 4, 'add_cohort'),
	(6, 'Can change cohort', 4, 'change_cohort'),
	(7, 'Can delete cohort', 4, 'delete_cohort'),
	(8, 'Can view cohort', 4, 'view_cohort'),
	(9, 'Can add course files', 5, 'add_coursefiles'),
	(10, 'Can change course files', 5, 'change_coursefiles'),
	(11, 'Can delete course files', 5, 'delete_coursefiles'),
	(12, 'Can view course files', 5, 'view_coursefiles'),
	(13, 'Can add enrolment', 6, 'add_enrolment'),
	(14, 'Can change enrolment', 6, 'change_enrolment'),
	(15, 'Can delete enrolment', 6, 'delete_enrolment'),
	(16, 'Can view enrolment', 6, 'view_enrolment'),
	(17, 'Can add glossary term', 7, 'add_glossaryterm'),
	(18, 'Can change glossary term', 7, 'change_glossaryterm'),
	(19, 'Can delete glossary term', 7, 'delete_glossaryterm'),
	(20, 'Can view glossary term', 7, 'view_glossaryterm'),
	(21, 'Can add module', 8, 'add_module'),
	(22, 'Can change module', 8, 'change_module'),
	(23, 'Can delete module', 8, 'delete_module'),
	(24, 'Can view module', 8, 'view_module'),
	(25, 'Can add lesson', 9, 'add_lesson'),
	(26, 'Can change lesson', 9, 'change_lesson'),
	(27, 'Can delete lesson', 9, 'delete_lesson'),
	(28, 'Can view lesson', 9, 'view_lesson'),
	(29, 'Can add self-diagnosis', 10, 'add_selfdiagnosis'),
	(30, 'Can change self-diagnosis', 10, 'change_selfdiagnosis'),
	(31, 'Can delete self-diagnosis', 10, 'delete_selfdiagnosis'),
	(32, 'Can view self-diagnosis', 10, 'view_selfdiagnosis'),
	(33, 'Can add level', 11, 'add_level'),
	(34, 'Can change level', 11, 'change_level'),
	(35, 'Can delete level', 11, 'delete_level'),
	(36, 'Can view level', 11, 'view_level'),
	(37, 'Can add earlier text of a lesson', 12, 'add_lessonrevision'),
	(38, 'Can change earlier text of a lesson', 12, 'change_lessonrevision'),
	(39, 'Can delete earlier text of a lesson', 12, 'delete_lessonrevision'),
	(40, 'Can view earlier text of a lesson', 12, 'view_lessonrevision'),
	(41, 'Can add roster import', 13, 'add_rosterimport'),
	(42, 'Can change roster import', 13, 'change_rosterimport'),
	(43, 'Can delete roster import', 13, 'delete_rosterimport'),
	(44, 'Can view roster import', 13, 'view_rosterimport'),
	(45, 'Can add image', 14, 'add_image'),
	(46, 'Can change image', 14, 'change_image'),
	(47, 'Can delete image', 14, 'delete_image'),
	(48, 'Can view image', 14, 'view_image'),
	(49, 'Can add attempt', 15, 'add_attempt'),
	(50, 'Can change attempt', 15, 'change_attempt'),
	(51, 'Can delete attempt', 15, 'delete_attempt'),
	(52, 'Can view attempt', 15, 'view_attempt'),
	(53, 'Can add question', 16, 'add_question'),
	(54, 'Can change question', 16, 'change_question'),
	(55, 'Can delete question', 16, 'delete_question'),
	(56, 'Can view question', 16, 'view_question'),
	(57, 'Can add option', 17, 'add_option'),
	(58, 'Can change option', 17, 'change_option'),
	(59, 'Can delete option', 17, 'delete_option'),
	(60, 'Can view option', 17, 'view_option'),
	(61, 'Can add answer', 18, 'add_answer'),
	(62, 'Can change answer', 18, 'change_answer'),
	(63, 'Can delete answer', 18, 'delete_answer'),
	(64, 'Can view answer', 18, 'view_answer'),
	(65, 'Can add quiz', 19, 'add_quiz'),
	(66, 'Can change quiz', 19, 'change_quiz'),
	(67, 'Can delete quiz', 19, 'delete_quiz'),
	(68, 'Can view quiz', 19, 'view_quiz'),
	(69, 'Can add user', 20, 'add_user'),
	(70, 'Can change user', 20, 'change_user'),
	(71, 'Can delete user', 20, 'delete_user'),
	(72, 'Can view user', 20, 'view_user'),
	(73, 'Can add course version', 21, 'add_courseversion'),
	(74, 'Can change course version', 21, 'change_courseversion'),
	(75, 'Can delete course version', 21, 'delete_courseversion'),
	(76, 'Can view course version', 21, 'view_courseversion'),
	(77, 'Can add glossary term version', 22, 'add_glossarytermversion'),
	(78, 'Can change glossary term version', 22, 'change_glossarytermversion'),
	(79, 'Can delete glossary term version', 22, 'delete_glossarytermversion'),
	(80, 'Can view glossary term version', 22, 'view_glossarytermversion'),
	(81, 'Can add lesson version', 23, 'add_lessonversion'),
	(82, 'Can change lesson version', 23, 'change_lessonversion'),
	(83, 'Can delete lesson version', 23, 'delete_lessonversion'),
	(84, 'Can view lesson version', 23, 'view_lessonversion'),
	(85, 'Can add level version', 24, 'add_levelversion'),
	(86, 'Can change level version', 24, 'change_levelversion'),
	(87, 'Can delete level version', 24, 'delete_levelversion'),
	(88, 'Can view level version', 24, 'view_levelversion'),
	(89, 'Can add module version', 25, 'add_moduleversion'),
	(90, 'Can change module version', 25, 'change_moduleversion'),
	(91, 'Can delete module version', 25, 'delete_moduleversion'),
	(92, 'Can view module version', 25, 'view_moduleversion'),
	(93, 'Can add self-diagnosis version', 26, 'add_selfdiagnosisversion'),
	(94, 'Can change self-diagnosis version', 26, 'change_selfdiagnosisversion'),
	(95, 'Can delete self-diagnosis version', 26, 'delete_selfdiagnosisversion'),
	(96, 'Can view self-diagnosis version', 26, 'view_selfdiagnosisversion'),
	(97, 'Can add image version', 27, 'add_imageversion'),
	(98, 'Can change image version', 27, 'change_imageversion'),
	(99, 'Can delete image version', 27, 'delete_imageversion'),
	(100, 'Can view image version', 27, 'view_imageversion');
INSERT INTO public.auth_permission VALUES
	(101, 'Can add asked question', 28, 'add_askedquestion'),
	(102, 'Can change asked question', 28, 'change_askedquestion'),
	(103, 'Can delete asked question', 28, 'delete_askedquestion'),
	(104, 'Can view asked question', 28, 'view_askedquestion'),
	(105, 'Can add uploaded bank', 29, 'add_bankupload'),
	(106, 'Can change uploaded bank', 29, 'change_bankupload'),
	(107, 'Can delete uploaded bank', 29, 'delete_bankupload'),
	(108, 'Can view uploaded bank', 29, 'view_bankupload'),
	(109, 'Can add option version', 30, 'add_optionversion'),
	(110, 'Can change option version', 30, 'change_optionversion'),
	(111, 'Can delete option version', 30, 'delete_optionversion'),
	(112, 'Can view option version', 30, 'view_optionversion'),
	(113, 'Can add question version', 31, 'add_questionversion'),
	(114, 'Can change question version', 31, 'change_questionversion'),
	(115, 'Can delete question version', 31, 'delete_questionversion'),
	(116, 'Can view question version', 31, 'view_questionversion'),
	(117, 'Can add quiz version', 32, 'add_quizversion'),
	(118, 'Can change quiz version', 32, 'change_quizversion'),
	(119, 'Can delete quiz version', 32, 'delete_quizversion'),
	(120, 'Can view quiz version', 32, 'view_quizversion'),
	(121, 'Can add diagnosis', 33, 'add_diagnosis'),
	(122, 'Can change diagnosis', 33, 'change_diagnosis'),
	(123, 'Can delete diagnosis', 33, 'delete_diagnosis'),
	(124, 'Can view diagnosis', 33, 'view_diagnosis'),
	(125, 'Can add lesson read', 34, 'add_lessonread'),
	(126, 'Can change lesson read', 34, 'change_lessonread'),
	(127, 'Can delete lesson read', 34, 'delete_lessonread'),
	(128, 'Can view lesson read', 34, 'view_lessonread'),
	(129, 'Can add rating', 35, 'add_rating'),
	(130, 'Can change rating', 35, 'change_rating'),
	(131, 'Can delete rating', 35, 'delete_rating'),
	(132, 'Can view rating', 35, 'view_rating'),
	(133, 'Can add lesson visit', 36, 'add_lessonvisit'),
	(134, 'Can change lesson visit', 36, 'change_lessonvisit'),
	(135, 'Can delete lesson visit', 36, 'delete_lessonvisit'),
	(136, 'Can view lesson visit', 36, 'view_lessonvisit'),
	(137, 'Can add diagnosis draft', 37, 'add_diagnosisdraft'),
	(138, 'Can change diagnosis draft', 37, 'change_diagnosisdraft'),
	(139, 'Can delete diagnosis draft', 37, 'delete_diagnosisdraft'),
	(140, 'Can view diagnosis draft', 37, 'view_diagnosisdraft'),
	(141, 'Can add seen answers', 38, 'add_seenanswers'),
	(142, 'Can change seen answers', 38, 'change_seenanswers'),
	(143, 'Can delete seen answers', 38, 'delete_seenanswers'),
	(144, 'Can view seen answers', 38, 'view_seenanswers'),
	(145, 'Can add log entry', 39, 'add_logentry'),
	(146, 'Can change log entry', 39, 'change_logentry'),
	(147, 'Can delete log entry', 39, 'delete_logentry'),
	(148, 'Can view log entry', 39, 'view_logentry'),
	(149, 'Can add permission', 40, 'add_permission'),
	(150, 'Can change permission', 40, 'change_permission'),
	(151, 'Can delete permission', 40, 'delete_permission'),
	(152, 'Can view permission', 40, 'view_permission'),
	(153, 'Can add group', 41, 'add_group'),
	(154, 'Can change group', 41, 'change_group'),
	(155, 'Can delete group', 41, 'delete_group'),
	(156, 'Can view group', 41, 'view_group'),
	(157, 'Can add content type', 42, 'add_contenttype'),
	(158, 'Can change content type', 42, 'change_contenttype'),
	(159, 'Can delete content type', 42, 'delete_contenttype'),
	(160, 'Can view content type', 42, 'view_contenttype'),
	(161, 'Can add session', 43, 'add_session'),
	(162, 'Can change session', 43, 'change_session'),
	(163, 'Can delete session', 43, 'delete_session'),
	(164, 'Can view session', 43, 'view_session'),
	(165, 'Can add access attempt', 44, 'add_accessattempt'),
	(166, 'Can change access attempt', 44, 'change_accessattempt'),
	(167, 'Can delete access attempt', 44, 'delete_accessattempt'),
	(168, 'Can view access attempt', 44, 'view_accessattempt'),
	(169, 'Can add access log', 45, 'add_accesslog'),
	(170, 'Can change access log', 45, 'change_accesslog'),
	(171, 'Can delete access log', 45, 'delete_accesslog'),
	(172, 'Can view access log', 45, 'view_accesslog'),
	(173, 'Can add access failure', 46, 'add_accessfailurelog'),
	(174, 'Can change access failure', 46, 'change_accessfailurelog'),
	(175, 'Can delete access failure', 46, 'delete_accessfailurelog'),
	(176, 'Can view access failure', 46, 'view_accessfailurelog'),
	(177, 'Can add access attempt expiration', 47, 'add_accessattemptexpiration'),
	(178, 'Can change access attempt expiration', 47, 'change_accessattemptexpiration'),
	(179, 'Can delete access attempt expiration', 47, 'delete_accessattemptexpiration'),
	(180, 'Can view access attempt expiration', 47, 'view_accessattemptexpiration'),
	(181, 'Can add context', 48, 'add_context'),
	(182, 'Can change context', 48, 'change_context'),
	(183, 'Can delete context', 48, 'delete_context'),
	(184, 'Can view context', 48, 'view_context'),
	(185, 'Can add events', 1, 'add_events'),
	(186, 'Can change events', 1, 'change_events'),
	(187, 'Can delete events', 1, 'delete_events'),
	(188, 'Can view events', 1, 'view_events'),
	(189, 'Can add middleware events', 2, 'add_middlewareevents'),
	(190, 'Can change middleware events', 2, 'change_middlewareevents'),
	(191, 'Can delete middleware events', 2, 'delete_middlewareevents'),
	(192, 'Can view middleware events', 2, 'view_middlewareevents');


--
-- Data for Name: axes_accessattempt; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: axes_accessattemptexpiration; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: axes_accessfailurelog; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: axes_accesslog; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: courses_cohort; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.courses_cohort VALUES
	(1, '봄', 'spring', NULL, NULL, 'cedscansup', 1);


--
-- Data for Name: courses_cohort_facilitators; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.courses_cohort_facilitators VALUES
	(1, 1, 1);


--
-- Data for Name: courses_course; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.courses_course VALUES
	(1, 'old', '옛 과정', '', '', 'ko', true);


--
-- Data for Name: courses_coursefiles; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: courses_courseversion; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.courses_courseversion VALUES
	(1, '2026-11-26 22:17:33.23438+09', 'insert', 'old', '옛 과정', '', 'ko', true, NULL, 1);


--
-- Data for Name: courses_enrolment; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.courses_enrolment VALUES
	(1, '2026-11-26 22:17:33.77112+09', NULL, 1, 2),
	(2, '2026-11-26 22:17:34.46299+09', NULL, 1, 3),
	(3, '2026-11-26 22:17:34.902061+09', NULL, 1, 4),
	(4, '2026-11-26 22:17:35.250877+09', NULL, 1, 5),
	(5, '2026-11-26 22:17:35.47093+09', NULL, 1, 6);


--
-- Data for Name: courses_glossaryterm; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.courses_glossaryterm VALUES
	(1, '토큰', '글의 조각입니다.', '글의 조각입니다.', 1, DEFAULT);


--
-- Data for Name: courses_glossarytermversion; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.courses_glossarytermversion VALUES
	(1, '2026-11-26 22:17:33.263142+09', 'insert', '토큰', '글의 조각입니다.', 1, NULL, 1);


--
-- Data for Name: courses_image; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.courses_image VALUES
	(1, 'picture', '청록색 네모', '\x5249464622000000574542505650384c150000002f074001000750c02860ff030041f8df3611d1ff1000', 8, 6, DEFAULT, 1);


--
-- Data for Name: courses_imageversion; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.courses_imageversion VALUES
	(1, '2026-11-26 22:17:33.62575+09', 'insert', 'picture', '청록색 네모', '\x5249464622000000574542505650384c150000002f074001000750c02860ff030041f8df3611d1ff1000', 8, 6, 1, NULL, 1);


--
-- Data for Name: courses_lesson; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.courses_lesson VALUES
	(2, 'part-2', 2, '2절', '본문입니다.', '<p>본문입니다.</p>
', 1, 1, DEFAULT),
	(1, 'part-1', 1, '1절', '본문입니다.

덧붙임.', '<p>본문입니다.</p>
<p>덧붙임.</p>
', 1, 2, DEFAULT);


--
-- Data for Name: courses_lessonrevision; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.courses_lessonrevision VALUES
	(1, '2026-11-26 22:17:35.6601+09', 'superseded', 1, '<p>본문입니다.</p>
', NULL, 1);


--
-- Data for Name: courses_lessonversion; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.courses_lessonversion VALUES
	(1, '2026-11-26 22:17:33.285723+09', 'insert', 'part-1', 1, '1절', '본문입니다.', 1, NULL, 1),
	(2, '2026-11-26 22:17:33.295148+09', 'insert', 'part-2', 2, '2절', '본문입니다.', 1, NULL, 2),
	(3, '2026-11-26 22:17:35.6601+09', 'update', 'part-1', 1, '1절', '본문입니다.

덧붙임.', 1, NULL, 1);


--
-- Data for Name: courses_level; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.courses_level VALUES
	(1, 1, '기억', '할 수 있다', '할까요?', 1, '', ''),
	(2, 2, '이해', '할 수 있다', '할까요?', 1, '', ''),
	(3, 3, '적용', '할 수 있다', '할까요?', 1, '', ''),
	(4, 4, '분석', '할 수 있다', '할까요?', 1, '', ''),
	(5, 5, '평가', '할 수 있다', '할까요?', 1, '', ''),
	(6, 6, '창조', '할 수 있다', '할까요?', 1, '', '');


--
-- Data for Name: courses_levelversion; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.courses_levelversion VALUES
	(1, '2026-11-26 22:17:33.389263+09', 'insert', 1, '기억', '할 수 있다', '할까요?', '', NULL, 1, 1),
	(2, '2026-11-26 22:17:33.404503+09', 'insert', 2, '이해', '할 수 있다', '할까요?', '', NULL, 2, 1),
	(3, '2026-11-26 22:17:33.415396+09', 'insert', 3, '적용', '할 수 있다', '할까요?', '', NULL, 3, 1),
	(4, '2026-11-26 22:17:33.421017+09', 'insert', 4, '분석', '할 수 있다', '할까요?', '', NULL, 4, 1),
	(5, '2026-11-26 22:17:33.425353+09', 'insert', 5, '평가', '할 수 있다', '할까요?', '', NULL, 5, 1),
	(6, '2026-11-26 22:17:33.434588+09', 'insert', 6, '창조', '할 수 있다', '할까요?', '', NULL, 6, 1);


--
-- Data for Name: courses_module; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.courses_module VALUES
	(1, 'first', 1, '모듈 1', '첫 모듈', '', '', 'core', '', NULL, true, 1, DEFAULT);


--
-- Data for Name: courses_moduleversion; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.courses_moduleversion VALUES
	(1, '2026-11-26 22:17:33.272818+09', 'insert', 'first', 1, '모듈 1', '첫 모듈', '', 'core', '', NULL, false, 1, NULL, 1),
	(2, '2026-11-26 22:17:33.7274+09', 'update', 'first', 1, '모듈 1', '첫 모듈', '', 'core', '', NULL, true, 1, NULL, 1);


--
-- Data for Name: courses_rosterimport; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: courses_selfdiagnosis; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.courses_selfdiagnosis VALUES
	(1, 'levels', '레벨', '', '', 1, 1);


--
-- Data for Name: courses_selfdiagnosisversion; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.courses_selfdiagnosisversion VALUES
	(1, '2026-11-26 22:17:33.362346+09', 'insert', 'levels', '레벨', '', 1, 1, NULL, 1);


--
-- Data for Name: django_admin_log; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: django_content_type; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.django_content_type VALUES
	(1, 'pghistory', 'events'),
	(2, 'pghistory', 'middlewareevents'),
	(3, 'courses', 'course'),
	(4, 'courses', 'cohort'),
	(5, 'courses', 'coursefiles'),
	(6, 'courses', 'enrolment'),
	(7, 'courses', 'glossaryterm'),
	(8, 'courses', 'module'),
	(9, 'courses', 'lesson'),
	(10, 'courses', 'selfdiagnosis'),
	(11, 'courses', 'level'),
	(12, 'courses', 'lessonrevision'),
	(13, 'courses', 'rosterimport'),
	(14, 'courses', 'image'),
	(15, 'quizzes', 'attempt'),
	(16, 'quizzes', 'question'),
	(17, 'quizzes', 'option'),
	(18, 'quizzes', 'answer'),
	(19, 'quizzes', 'quiz'),
	(20, 'accounts', 'user'),
	(21, 'courses', 'courseversion'),
	(22, 'courses', 'glossarytermversion'),
	(23, 'courses', 'lessonversion'),
	(24, 'courses', 'levelversion'),
	(25, 'courses', 'moduleversion'),
	(26, 'courses', 'selfdiagnosisversion'),
	(27, 'courses', 'imageversion'),
	(28, 'quizzes', 'askedquestion'),
	(29, 'quizzes', 'bankupload'),
	(30, 'quizzes', 'optionversion'),
	(31, 'quizzes', 'questionversion'),
	(32, 'quizzes', 'quizversion'),
	(33, 'progress', 'diagnosis'),
	(34, 'progress', 'lessonread'),
	(35, 'progress', 'rating'),
	(36, 'progress', 'lessonvisit'),
	(37, 'progress', 'diagnosisdraft'),
	(38, 'progress', 'seenanswers'),
	(39, 'admin', 'logentry'),
	(40, 'auth', 'permission'),
	(41, 'auth', 'group'),
	(42, 'contenttypes', 'contenttype'),
	(43, 'sessions', 'session'),
	(44, 'axes', 'accessattempt'),
	(45, 'axes', 'accesslog'),
	(46, 'axes', 'accessfailurelog'),
	(47, 'axes', 'accessattemptexpiration'),
	(48, 'pghistory', 'context');


--
-- Data for Name: django_migrations; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.django_migrations VALUES
	(1, 'pghistory', '0001_initial', '2026-11-26 22:17:13.507169+09'),
	(2, 'pghistory', '0002_aggregateevent', '2026-11-26 22:17:13.524019+09'),
	(3, 'pghistory', '0003_auto_20201023_1636', '2026-11-26 22:17:13.531589+09'),
	(4, 'pghistory', '0004_auto_20220906_1625', '2026-11-26 22:17:13.555123+09'),
	(5, 'pghistory', '0005_events_middlewareevents', '2026-11-26 22:17:13.566886+09'),
	(6, 'pghistory', '0006_delete_aggregateevent', '2026-11-26 22:17:13.570053+09'),
	(7, 'pghistory', '0007_auto_20250421_0444', '2026-11-26 22:17:13.582569+09'),
	(8, 'contenttypes', '0001_initial', '2026-11-26 22:17:13.598481+09'),
	(9, 'contenttypes', '0002_remove_content_type_name', '2026-11-26 22:17:13.635409+09'),
	(10, 'auth', '0001_initial', '2026-11-26 22:17:13.704484+09'),
	(11, 'auth', '0002_alter_permission_name_max_length', '2026-11-26 22:17:13.722851+09'),
	(12, 'auth', '0003_alter_user_email_max_length', '2026-11-26 22:17:13.731286+09'),
	(13, 'auth', '0004_alter_user_username_opts', '2026-11-26 22:17:13.749209+09'),
	(14, 'auth', '0005_alter_user_last_login_null', '2026-11-26 22:17:13.765038+09'),
	(15, 'auth', '0006_require_contenttypes_0002', '2026-11-26 22:17:13.778046+09'),
	(16, 'auth', '0007_alter_validators_add_error_messages', '2026-11-26 22:17:13.803514+09'),
	(17, 'auth', '0008_alter_user_username_max_length', '2026-11-26 22:17:13.840761+09'),
	(18, 'auth', '0009_alter_user_last_name_max_length', '2026-11-26 22:17:13.86454+09'),
	(19, 'auth', '0010_alter_group_name_max_length', '2026-11-26 22:17:13.89289+09'),
	(20, 'auth', '0011_update_proxy_permissions', '2026-11-26 22:17:13.939789+09'),
	(21, 'auth', '0012_alter_user_first_name_max_length', '2026-11-26 22:17:13.949203+09'),
	(22, 'accounts', '0001_initial', '2026-11-26 22:17:14.021276+09'),
	(23, 'courses', '0001_initial', '2026-11-26 22:17:14.410066+09'),
	(24, 'courses', '0002_revisions', '2026-11-26 22:17:14.514051+09'),
	(25, 'courses', '0003_level_read_next', '2026-11-26 22:17:14.574023+09'),
	(26, 'courses', '0004_search', '2026-11-26 22:17:14.91649+09'),
	(27, 'courses', '0005_roster_import', '2026-11-26 22:17:15.186018+09'),
	(28, 'courses', '0006_images', '2026-11-26 22:17:15.385198+09'),
	(29, 'quizzes', '0001_initial', '2026-11-26 22:17:17.036325+09'),
	(30, 'accounts', '0002_groups', '2026-11-26 22:17:17.267174+09'),
	(31, 'accounts', '0003_facilitators_add_cohorts', '2026-11-26 22:17:17.324936+09'),
	(32, 'accounts', '0004_authors_add_images', '2026-11-26 22:17:17.422418+09'),
	(33, 'admin', '0001_initial', '2026-11-26 22:17:17.490527+09'),
	(34, 'admin', '0002_logentry_remove_auto_add', '2026-11-26 22:17:17.51535+09'),
	(35, 'admin', '0003_logentry_add_action_flag_choices', '2026-11-26 22:17:17.542632+09'),
	(36, 'axes', '0001_initial', '2026-11-26 22:17:17.56803+09'),
	(37, 'axes', '0002_auto_20151217_2044', '2026-11-26 22:17:17.663196+09'),
	(38, 'axes', '0003_auto_20160322_0929', '2026-11-26 22:17:17.710586+09'),
	(39, 'axes', '0004_auto_20181024_1538', '2026-11-26 22:17:17.790248+09'),
	(40, 'axes', '0005_remove_accessattempt_trusted', '2026-11-26 22:17:17.800577+09'),
	(41, 'axes', '0006_remove_accesslog_trusted', '2026-11-26 22:17:17.831346+09'),
	(42, 'axes', '0007_alter_accessattempt_unique_together', '2026-11-26 22:17:17.894427+09'),
	(43, 'axes', '0008_accessfailurelog', '2026-11-26 22:17:17.929835+09'),
	(44, 'axes', '0009_add_session_hash', '2026-11-26 22:17:17.9447+09'),
	(45, 'axes', '0010_accessattemptexpiration', '2026-11-26 22:17:17.977985+09'),
	(46, 'courses', '0007_history', '2026-11-26 22:17:20.628519+09'),
	(47, 'courses', '0008_image_history', '2026-11-26 22:17:21.030514+09'),
	(48, 'progress', '0001_initial', '2026-11-26 22:17:22.023293+09'),
	(49, 'progress', '0002_visits_and_revisions', '2026-11-26 22:17:22.187433+09'),
	(50, 'progress', '0003_diagnosis_draft', '2026-11-26 22:17:22.322621+09'),
	(51, 'progress', '0004_access_log', '2026-11-26 22:17:22.530433+09'),
	(52, 'quizzes', '0002_practice_and_confidence', '2026-11-26 22:17:23.397538+09'),
	(53, 'quizzes', '0003_drafts_and_tags', '2026-11-26 22:17:24.460171+09'),
	(54, 'quizzes', '0004_bank_uploads', '2026-11-26 22:17:24.581962+09'),
	(55, 'quizzes', '0005_history', '2026-11-26 22:17:26.507936+09'),
	(56, 'sessions', '0001_initial', '2026-11-26 22:17:26.521661+09');


--
-- Data for Name: django_session; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: pghistory_context; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: progress_diagnosis; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.progress_diagnosis VALUES
	(1, '2026-11-26 22:17:34.441241+09', true, '4a376c72-bf94-5c57-a829-5df03cb2a480', 2, 1),
	(2, '2026-11-26 22:17:34.844715+09', true, '8bcd6591-59a8-5367-a4cd-7c283f49e3e2', 3, 1),
	(3, '2026-11-26 22:17:35.15153+09', true, '34f857ba-29f8-5aa1-9fea-1e01ee3b0dbc', 4, 1),
	(4, '2026-11-26 22:17:35.45618+09', true, '9e55fa49-1433-579e-a220-f0c50c84c766', 5, 1),
	(5, '2026-11-26 22:17:35.634338+09', true, 'ab49ee64-87c4-555e-8879-6e61bb944a8b', 6, 1);


--
-- Data for Name: progress_diagnosisdraft; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.progress_diagnosisdraft VALUES
	(1, '{"rating-1": "on-my-own"}', '2026-11-26 22:17:34.452899+09', 2, 1),
	(2, '{"rating-1": "on-my-own"}', '2026-11-26 22:17:34.857565+09', 3, 1),
	(3, '{"rating-1": "on-my-own"}', '2026-11-26 22:17:35.226537+09', 4, 1),
	(4, '{"rating-1": "on-my-own"}', '2026-11-26 22:17:35.46185+09', 5, 1),
	(5, '{"rating-1": "on-my-own"}', '2026-11-26 22:17:35.642002+09', 6, 1);


--
-- Data for Name: progress_lessonread; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.progress_lessonread VALUES
	(1, '2026-11-26 22:17:33.786222+09', 2, 1, 1),
	(2, '2026-11-26 22:17:33.791352+09', 2, 2, 1),
	(3, '2026-11-26 22:17:34.472945+09', 3, 1, 1),
	(4, '2026-11-26 22:17:34.475447+09', 3, 2, 1),
	(5, '2026-11-26 22:17:34.91161+09', 4, 1, 1),
	(6, '2026-11-26 22:17:34.917653+09', 4, 2, 1),
	(7, '2026-11-26 22:17:35.290648+09', 5, 1, 1),
	(8, '2026-11-26 22:17:35.299887+09', 5, 2, 1),
	(9, '2026-11-26 22:17:35.477879+09', 6, 1, 1),
	(10, '2026-11-26 22:17:35.479799+09', 6, 2, 1);


--
-- Data for Name: progress_lessonvisit; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.progress_lessonvisit VALUES
	(1, '2026-11-26 22:17:33.778087+09', 2, 1),
	(2, '2026-11-26 22:17:33.790081+09', 2, 2),
	(3, '2026-11-26 22:17:34.468215+09', 3, 1),
	(4, '2026-11-26 22:17:34.473941+09', 3, 2),
	(5, '2026-11-26 22:17:34.910454+09', 4, 1),
	(6, '2026-11-26 22:17:34.915501+09', 4, 2),
	(7, '2026-11-26 22:17:35.282886+09', 5, 1),
	(8, '2026-11-26 22:17:35.297621+09', 5, 2),
	(9, '2026-11-26 22:17:35.475196+09', 6, 1),
	(10, '2026-11-26 22:17:35.479321+09', 6, 2);


--
-- Data for Name: progress_rating; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.progress_rating VALUES
	(1, 'on-my-own', '해 봄', 1, 1),
	(2, 'on-my-own', '해 봄', 1, 2),
	(3, 'not-yet', '해 봄', 1, 3),
	(4, 'not-yet', '해 봄', 1, 4),
	(5, 'not-yet', '해 봄', 1, 5),
	(6, 'not-yet', '해 봄', 1, 6),
	(7, 'on-my-own', '해 봄', 2, 1),
	(8, 'on-my-own', '해 봄', 2, 2),
	(9, 'not-yet', '해 봄', 2, 3),
	(10, 'not-yet', '해 봄', 2, 4),
	(11, 'not-yet', '해 봄', 2, 5),
	(12, 'not-yet', '해 봄', 2, 6),
	(13, 'on-my-own', '해 봄', 3, 1),
	(14, 'on-my-own', '해 봄', 3, 2),
	(15, 'not-yet', '해 봄', 3, 3),
	(16, 'not-yet', '해 봄', 3, 4),
	(17, 'not-yet', '해 봄', 3, 5),
	(18, 'not-yet', '해 봄', 3, 6),
	(19, 'on-my-own', '해 봄', 4, 1),
	(20, 'on-my-own', '해 봄', 4, 2),
	(21, 'not-yet', '해 봄', 4, 3),
	(22, 'not-yet', '해 봄', 4, 4),
	(23, 'not-yet', '해 봄', 4, 5),
	(24, 'not-yet', '해 봄', 4, 6),
	(25, 'on-my-own', '해 봄', 5, 1),
	(26, 'on-my-own', '해 봄', 5, 2),
	(27, 'not-yet', '해 봄', 5, 3),
	(28, 'not-yet', '해 봄', 5, 4),
	(29, 'not-yet', '해 봄', 5, 5),
	(30, 'not-yet', '해 봄', 5, 6);


--
-- Data for Name: progress_seenanswers; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.progress_seenanswers VALUES
	(1, '/admin/reports/spring/', '2026-11-26 22:17:34.456001+09', 2, 1),
	(2, '/admin/reports/spring/', '2026-11-26 22:17:34.877541+09', 3, 1),
	(3, '/admin/reports/spring/', '2026-11-26 22:17:35.229858+09', 4, 1),
	(4, '/admin/reports/spring/', '2026-11-26 22:17:35.464269+09', 5, 1),
	(5, '/admin/reports/spring/', '2026-11-26 22:17:35.644367+09', 6, 1);


--
-- Data for Name: quizzes_answer; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.quizzes_answer VALUES
	(1, 1, false, '2026-11-26 22:17:33.81376+09', 1, 1, 1, 'half'),
	(2, 2, false, '2026-11-26 22:17:33.825635+09', 1, 3, 1, ''),
	(3, 3, true, '2026-11-26 22:17:33.833345+09', 1, 2, 1, ''),
	(4, 1, false, '2026-11-26 22:17:33.872414+09', 1, 4, 2, 'half'),
	(5, 2, false, '2026-11-26 22:17:34.002573+09', 1, 6, 2, ''),
	(6, 3, true, '2026-11-26 22:17:34.0061+09', 1, 5, 2, ''),
	(7, 1, false, '2026-11-26 22:17:34.154929+09', 1, 7, 3, 'half'),
	(8, 2, false, '2026-11-26 22:17:34.162114+09', 1, 9, 3, ''),
	(9, 3, true, '2026-11-26 22:17:34.179371+09', 1, 8, 3, ''),
	(10, 1, true, '2026-11-26 22:17:34.427807+09', 2, 2, 1, ''),
	(11, 1, true, '2026-11-26 22:17:34.662355+09', 3, 2, 1, 'half'),
	(12, 1, true, '2026-11-26 22:17:34.69923+09', 3, 5, 2, 'half'),
	(13, 1, true, '2026-11-26 22:17:34.714801+09', 3, 8, 3, 'half'),
	(14, 1, true, '2026-11-26 22:17:34.790438+09', 4, 2, 1, ''),
	(15, 1, false, '2026-11-26 22:17:34.953273+09', 5, 1, 1, 'half'),
	(16, 2, false, '2026-11-26 22:17:34.958066+09', 5, 3, 1, ''),
	(17, 3, true, '2026-11-26 22:17:34.95977+09', 5, 2, 1, ''),
	(18, 1, false, '2026-11-26 22:17:34.976787+09', 5, 4, 2, 'half'),
	(19, 2, false, '2026-11-26 22:17:34.982212+09', 5, 6, 2, ''),
	(20, 3, true, '2026-11-26 22:17:35.000131+09', 5, 5, 2, ''),
	(21, 1, false, '2026-11-26 22:17:35.013051+09', 5, 7, 3, 'half'),
	(22, 2, false, '2026-11-26 22:17:35.015029+09', 5, 9, 3, ''),
	(23, 3, true, '2026-11-26 22:17:35.050305+09', 5, 8, 3, ''),
	(24, 1, true, '2026-11-26 22:17:35.138659+09', 6, 2, 1, ''),
	(25, 1, true, '2026-11-26 22:17:35.35633+09', 7, 2, 1, 'half'),
	(26, 1, true, '2026-11-26 22:17:35.371198+09', 7, 5, 2, 'half'),
	(27, 1, true, '2026-11-26 22:17:35.382221+09', 7, 8, 3, 'half'),
	(28, 1, true, '2026-11-26 22:17:35.442778+09', 8, 2, 1, ''),
	(29, 1, false, '2026-11-26 22:17:35.507692+09', 9, 1, 1, 'half'),
	(30, 2, false, '2026-11-26 22:17:35.529889+09', 9, 3, 1, ''),
	(31, 3, true, '2026-11-26 22:17:35.531359+09', 9, 2, 1, ''),
	(32, 1, false, '2026-11-26 22:17:35.538712+09', 9, 4, 2, 'half'),
	(33, 2, false, '2026-11-26 22:17:35.546039+09', 9, 6, 2, ''),
	(34, 3, true, '2026-11-26 22:17:35.550004+09', 9, 5, 2, ''),
	(35, 1, false, '2026-11-26 22:17:35.558632+09', 9, 7, 3, 'half'),
	(36, 2, false, '2026-11-26 22:17:35.569086+09', 9, 9, 3, ''),
	(37, 3, true, '2026-11-26 22:17:35.572664+09', 9, 8, 3, ''),
	(38, 1, true, '2026-11-26 22:17:35.606616+09', 10, 2, 1, '');


--
-- Data for Name: quizzes_askedquestion; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.quizzes_askedquestion VALUES
	(1, 2, 1),
	(2, 2, 2),
	(3, 2, 3),
	(4, 6, 1),
	(5, 6, 2),
	(6, 6, 3),
	(7, 10, 1),
	(8, 10, 2),
	(9, 10, 3);


--
-- Data for Name: quizzes_attempt; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.quizzes_attempt VALUES
	(1, 1, '2026-11-26 22:17:33.796409+09', '2026-11-26 22:17:34.179371+09', 2, 1, 'all'),
	(2, 2, '2026-11-26 22:17:34.397143+09', NULL, 2, 1, 'missed'),
	(3, 1, '2026-11-26 22:17:34.479475+09', '2026-11-26 22:17:34.714801+09', 3, 1, 'all'),
	(4, 2, '2026-11-26 22:17:34.74107+09', NULL, 3, 1, 'all'),
	(5, 1, '2026-11-26 22:17:34.922121+09', '2026-11-26 22:17:35.050305+09', 4, 1, 'all'),
	(6, 2, '2026-11-26 22:17:35.09811+09', NULL, 4, 1, 'missed'),
	(7, 1, '2026-11-26 22:17:35.305763+09', '2026-11-26 22:17:35.382221+09', 5, 1, 'all'),
	(8, 2, '2026-11-26 22:17:35.402076+09', NULL, 5, 1, 'all'),
	(9, 1, '2026-11-26 22:17:35.494062+09', '2026-11-26 22:17:35.572664+09', 6, 1, 'all'),
	(10, 2, '2026-11-26 22:17:35.59376+09', NULL, 6, 1, 'missed');


--
-- Data for Name: quizzes_bankupload; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: quizzes_option; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.quizzes_option VALUES
	(1, 'a', 1, '보기 a', '보기 a', false, '풀이 a', '<p>풀이 a</p>
', NULL, 1),
	(2, 'b', 2, '보기 b', '보기 b', true, '풀이 b', '<p>풀이 b</p>
', NULL, 1),
	(3, 'c', 3, '보기 c', '보기 c', false, '풀이 c', '<p>풀이 c</p>
', NULL, 1),
	(4, 'a', 1, '보기 a', '보기 a', false, '풀이 a', '<p>풀이 a</p>
', NULL, 2),
	(5, 'b', 2, '보기 b', '보기 b', true, '풀이 b', '<p>풀이 b</p>
', NULL, 2),
	(6, 'c', 3, '보기 c', '보기 c', false, '풀이 c', '<p>풀이 c</p>
', NULL, 2),
	(7, 'a', 1, '보기 a', '보기 a', false, '풀이 a', '<p>풀이 a</p>
', NULL, 3),
	(8, 'b', 2, '보기 b', '보기 b', true, '풀이 b', '<p>풀이 b</p>
', NULL, 3),
	(9, 'c', 3, '보기 c', '보기 c', false, '풀이 c', '<p>풀이 c</p>
', NULL, 3),
	(10, 'a', 1, '보기 a', '보기 a', false, '풀이 a', '<p>풀이 a</p>
', NULL, 4),
	(11, 'b', 2, '보기 b', '보기 b', true, '풀이 b', '<p>풀이 b</p>
', NULL, 4),
	(12, 'c', 3, '보기 c', '보기 c', false, '풀이 c', '<p>풀이 c</p>
', NULL, 4);


--
-- Data for Name: quizzes_optionversion; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.quizzes_optionversion VALUES
	(1, '2026-11-26 22:17:33.631631+09', 'insert', 'a', 1, '보기 a', false, '풀이 a', NULL, NULL, 1, 1),
	(2, '2026-11-26 22:17:33.631631+09', 'insert', 'b', 2, '보기 b', true, '풀이 b', NULL, NULL, 2, 1),
	(3, '2026-11-26 22:17:33.631631+09', 'insert', 'c', 3, '보기 c', false, '풀이 c', NULL, NULL, 3, 1),
	(4, '2026-11-26 22:17:33.631631+09', 'insert', 'a', 1, '보기 a', false, '풀이 a', NULL, NULL, 4, 2),
	(5, '2026-11-26 22:17:33.631631+09', 'insert', 'b', 2, '보기 b', true, '풀이 b', NULL, NULL, 5, 2),
	(6, '2026-11-26 22:17:33.631631+09', 'insert', 'c', 3, '보기 c', false, '풀이 c', NULL, NULL, 6, 2),
	(7, '2026-11-26 22:17:33.631631+09', 'insert', 'a', 1, '보기 a', false, '풀이 a', NULL, NULL, 7, 3),
	(8, '2026-11-26 22:17:33.631631+09', 'insert', 'b', 2, '보기 b', true, '풀이 b', NULL, NULL, 8, 3),
	(9, '2026-11-26 22:17:33.631631+09', 'insert', 'c', 3, '보기 c', false, '풀이 c', NULL, NULL, 9, 3),
	(10, '2026-11-26 22:17:33.631631+09', 'insert', 'a', 1, '보기 a', false, '풀이 a', NULL, NULL, 10, 4),
	(11, '2026-11-26 22:17:33.631631+09', 'insert', 'b', 2, '보기 b', true, '풀이 b', NULL, NULL, 11, 4),
	(12, '2026-11-26 22:17:33.631631+09', 'insert', 'c', 3, '보기 c', false, '풀이 c', NULL, NULL, 12, 4);


--
-- Data for Name: quizzes_question; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.quizzes_question VALUES
	(2, 'question-2', 2, '물음 2', '물음 2', NULL, NULL, 1, false, '{}'),
	(3, 'question-3', 3, '물음 3', '물음 3', NULL, NULL, 1, false, '{}'),
	(4, 'question-4', 4, '물음 4', '물음 4', NULL, NULL, 1, true, '{}'),
	(1, 'question-1', 1, '물음 1', '물음 1', '2026-11-26 22:17:35.647279+09', NULL, 1, false, '{}');


--
-- Data for Name: quizzes_questionversion; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.quizzes_questionversion VALUES
	(1, '2026-11-26 22:17:33.631631+09', 'insert', 'question-1', 1, '물음 1', '{}', false, NULL, NULL, NULL, 1, 1),
	(2, '2026-11-26 22:17:33.631631+09', 'insert', 'question-2', 2, '물음 2', '{}', false, NULL, NULL, NULL, 2, 1),
	(3, '2026-11-26 22:17:33.631631+09', 'insert', 'question-3', 3, '물음 3', '{}', false, NULL, NULL, NULL, 3, 1),
	(4, '2026-11-26 22:17:33.631631+09', 'insert', 'question-4', 4, '물음 4', '{}', true, NULL, NULL, NULL, 4, 1),
	(5, '2026-11-26 22:17:35.652674+09', 'update', 'question-1', 1, '물음 1', '{}', false, '2026-11-26 22:17:35.647279+09', NULL, NULL, 1, 1);


--
-- Data for Name: quizzes_quiz; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.quizzes_quiz VALUES
	(1, '확인', '', '', 1, true);


--
-- Data for Name: quizzes_quizversion; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.quizzes_quizversion VALUES
	(1, '2026-11-26 22:17:33.631631+09', 'insert', '확인', '', true, 1, NULL, 1);


--
-- Name: accounts_user_groups_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.accounts_user_groups_id_seq', 1, true);


--
-- Name: accounts_user_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.accounts_user_id_seq', 6, true);


--
-- Name: accounts_user_user_permissions_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.accounts_user_user_permissions_id_seq', 1, false);


--
-- Name: auth_group_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_group_id_seq', 2, true);


--
-- Name: auth_group_permissions_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 45, true);


--
-- Name: auth_permission_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.auth_permission_id_seq', 192, true);


--
-- Name: axes_accessattempt_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.axes_accessattempt_id_seq', 1, false);


--
-- Name: axes_accessfailurelog_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.axes_accessfailurelog_id_seq', 1, false);


--
-- Name: axes_accesslog_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.axes_accesslog_id_seq', 1, false);


--
-- Name: courses_cohort_facilitators_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.courses_cohort_facilitators_id_seq', 1, true);


--
-- Name: courses_cohort_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.courses_cohort_id_seq', 1, true);


--
-- Name: courses_course_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.courses_course_id_seq', 1, true);


--
-- Name: courses_coursefiles_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.courses_coursefiles_id_seq', 1, false);


--
-- Name: courses_courseversion_pgh_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.courses_courseversion_pgh_id_seq', 1, true);


--
-- Name: courses_enrolment_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.courses_enrolment_id_seq', 5, true);


--
-- Name: courses_glossaryterm_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.courses_glossaryterm_id_seq', 1, true);


--
-- Name: courses_glossarytermversion_pgh_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.courses_glossarytermversion_pgh_id_seq', 1, true);


--
-- Name: courses_image_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.courses_image_id_seq', 1, true);


--
-- Name: courses_imageversion_pgh_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.courses_imageversion_pgh_id_seq', 1, true);


--
-- Name: courses_lesson_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.courses_lesson_id_seq', 2, true);


--
-- Name: courses_lessonrevision_pgh_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.courses_lessonrevision_pgh_id_seq', 1, true);


--
-- Name: courses_lessonversion_pgh_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.courses_lessonversion_pgh_id_seq', 3, true);


--
-- Name: courses_level_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.courses_level_id_seq', 6, true);


--
-- Name: courses_levelversion_pgh_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.courses_levelversion_pgh_id_seq', 6, true);


--
-- Name: courses_module_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.courses_module_id_seq', 1, true);


--
-- Name: courses_moduleversion_pgh_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.courses_moduleversion_pgh_id_seq', 2, true);


--
-- Name: courses_rosterimport_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.courses_rosterimport_id_seq', 1, false);


--
-- Name: courses_selfdiagnosis_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.courses_selfdiagnosis_id_seq', 1, true);


--
-- Name: courses_selfdiagnosisversion_pgh_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.courses_selfdiagnosisversion_pgh_id_seq', 1, true);


--
-- Name: django_admin_log_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.django_admin_log_id_seq', 1, false);


--
-- Name: django_content_type_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.django_content_type_id_seq', 48, true);


--
-- Name: django_migrations_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.django_migrations_id_seq', 56, true);


--
-- Name: progress_diagnosis_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.progress_diagnosis_id_seq', 5, true);


--
-- Name: progress_diagnosisdraft_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.progress_diagnosisdraft_id_seq', 5, true);


--
-- Name: progress_lessonread_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.progress_lessonread_id_seq', 10, true);


--
-- Name: progress_lessonvisit_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.progress_lessonvisit_id_seq', 10, true);


--
-- Name: progress_rating_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.progress_rating_id_seq', 30, true);


--
-- Name: progress_seenanswers_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.progress_seenanswers_id_seq', 5, true);


--
-- Name: quizzes_answer_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.quizzes_answer_id_seq', 38, true);


--
-- Name: quizzes_askedquestion_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.quizzes_askedquestion_id_seq', 9, true);


--
-- Name: quizzes_attempt_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.quizzes_attempt_id_seq', 10, true);


--
-- Name: quizzes_bankupload_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.quizzes_bankupload_id_seq', 1, false);


--
-- Name: quizzes_option_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.quizzes_option_id_seq', 12, true);


--
-- Name: quizzes_optionversion_pgh_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.quizzes_optionversion_pgh_id_seq', 12, true);


--
-- Name: quizzes_question_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.quizzes_question_id_seq', 4, true);


--
-- Name: quizzes_questionversion_pgh_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.quizzes_questionversion_pgh_id_seq', 5, true);


--
-- Name: quizzes_quiz_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.quizzes_quiz_id_seq', 1, true);


--
-- Name: quizzes_quizversion_pgh_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.quizzes_quizversion_pgh_id_seq', 1, true);


--
-- Name: accounts_user_groups accounts_user_groups_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_pkey PRIMARY KEY (id);


--
-- Name: accounts_user_groups accounts_user_groups_user_id_group_id_59c0b32f_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_user_id_group_id_59c0b32f_uniq UNIQUE (user_id, group_id);


--
-- Name: accounts_user accounts_user_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_pkey PRIMARY KEY (id);


--
-- Name: accounts_user_user_permissions accounts_user_user_permi_user_id_permission_id_2ab516c2_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_permi_user_id_permission_id_2ab516c2_uniq UNIQUE (user_id, permission_id);


--
-- Name: accounts_user_user_permissions accounts_user_user_permissions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_permissions_pkey PRIMARY KEY (id);


--
-- Name: accounts_user accounts_user_username_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_user
    ADD CONSTRAINT accounts_user_username_key UNIQUE (username);


--
-- Name: quizzes_answer answer_option_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_answer
    ADD CONSTRAINT answer_option_once UNIQUE (attempt_id, question_id, option_id);


--
-- Name: quizzes_answer answer_ordinal_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_answer
    ADD CONSTRAINT answer_ordinal_once UNIQUE (attempt_id, question_id, ordinal);


--
-- Name: quizzes_askedquestion asked_question_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_askedquestion
    ADD CONSTRAINT asked_question_once UNIQUE (attempt_id, question_id);


--
-- Name: quizzes_attempt attempt_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_attempt
    ADD CONSTRAINT attempt_once UNIQUE (quiz_id, learner_id, number);


--
-- Name: auth_group auth_group_name_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);


--
-- Name: auth_group_permissions auth_group_permissions_group_id_permission_id_0cd325b0_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);


--
-- Name: auth_group_permissions auth_group_permissions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);


--
-- Name: auth_group auth_group_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);


--
-- Name: auth_permission auth_permission_content_type_id_codename_01ab375a_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);


--
-- Name: auth_permission auth_permission_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);


--
-- Name: axes_accessattempt axes_accessattempt_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.axes_accessattempt
    ADD CONSTRAINT axes_accessattempt_pkey PRIMARY KEY (id);


--
-- Name: axes_accessattempt axes_accessattempt_username_ip_address_user_agent_8ea22282_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.axes_accessattempt
    ADD CONSTRAINT axes_accessattempt_username_ip_address_user_agent_8ea22282_uniq UNIQUE (username, ip_address, user_agent);


--
-- Name: axes_accessattemptexpiration axes_accessattemptexpiration_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.axes_accessattemptexpiration
    ADD CONSTRAINT axes_accessattemptexpiration_pkey PRIMARY KEY (access_attempt_id);


--
-- Name: axes_accessfailurelog axes_accessfailurelog_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.axes_accessfailurelog
    ADD CONSTRAINT axes_accessfailurelog_pkey PRIMARY KEY (id);


--
-- Name: axes_accesslog axes_accesslog_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.axes_accesslog
    ADD CONSTRAINT axes_accesslog_pkey PRIMARY KEY (id);


--
-- Name: courses_cohort_facilitators courses_cohort_facilitators_cohort_id_user_id_8a169ed3_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_cohort_facilitators
    ADD CONSTRAINT courses_cohort_facilitators_cohort_id_user_id_8a169ed3_uniq UNIQUE (cohort_id, user_id);


--
-- Name: courses_cohort_facilitators courses_cohort_facilitators_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_cohort_facilitators
    ADD CONSTRAINT courses_cohort_facilitators_pkey PRIMARY KEY (id);


--
-- Name: courses_cohort courses_cohort_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_cohort
    ADD CONSTRAINT courses_cohort_pkey PRIMARY KEY (id);


--
-- Name: courses_cohort courses_cohort_slug_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_cohort
    ADD CONSTRAINT courses_cohort_slug_key UNIQUE (slug);


--
-- Name: courses_course courses_course_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_course
    ADD CONSTRAINT courses_course_pkey PRIMARY KEY (id);


--
-- Name: courses_course courses_course_slug_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_course
    ADD CONSTRAINT courses_course_slug_key UNIQUE (slug);


--
-- Name: courses_coursefiles courses_coursefiles_course_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_coursefiles
    ADD CONSTRAINT courses_coursefiles_course_id_key UNIQUE (course_id);


--
-- Name: courses_coursefiles courses_coursefiles_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_coursefiles
    ADD CONSTRAINT courses_coursefiles_pkey PRIMARY KEY (id);


--
-- Name: courses_courseversion courses_courseversion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_courseversion
    ADD CONSTRAINT courses_courseversion_pkey PRIMARY KEY (pgh_id);


--
-- Name: courses_enrolment courses_enrolment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_enrolment
    ADD CONSTRAINT courses_enrolment_pkey PRIMARY KEY (id);


--
-- Name: courses_glossaryterm courses_glossaryterm_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_glossaryterm
    ADD CONSTRAINT courses_glossaryterm_pkey PRIMARY KEY (id);


--
-- Name: courses_glossarytermversion courses_glossarytermversion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_glossarytermversion
    ADD CONSTRAINT courses_glossarytermversion_pkey PRIMARY KEY (pgh_id);


--
-- Name: courses_image courses_image_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_image
    ADD CONSTRAINT courses_image_pkey PRIMARY KEY (id);


--
-- Name: courses_imageversion courses_imageversion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_imageversion
    ADD CONSTRAINT courses_imageversion_pkey PRIMARY KEY (pgh_id);


--
-- Name: courses_lesson courses_lesson_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_lesson
    ADD CONSTRAINT courses_lesson_pkey PRIMARY KEY (id);


--
-- Name: courses_lessonrevision courses_lessonrevision_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_lessonrevision
    ADD CONSTRAINT courses_lessonrevision_pkey PRIMARY KEY (pgh_id);


--
-- Name: courses_lessonversion courses_lessonversion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_lessonversion
    ADD CONSTRAINT courses_lessonversion_pkey PRIMARY KEY (pgh_id);


--
-- Name: courses_level courses_level_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_level
    ADD CONSTRAINT courses_level_pkey PRIMARY KEY (id);


--
-- Name: courses_levelversion courses_levelversion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_levelversion
    ADD CONSTRAINT courses_levelversion_pkey PRIMARY KEY (pgh_id);


--
-- Name: courses_module courses_module_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_module
    ADD CONSTRAINT courses_module_pkey PRIMARY KEY (id);


--
-- Name: courses_moduleversion courses_moduleversion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_moduleversion
    ADD CONSTRAINT courses_moduleversion_pkey PRIMARY KEY (pgh_id);


--
-- Name: courses_rosterimport courses_rosterimport_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_rosterimport
    ADD CONSTRAINT courses_rosterimport_pkey PRIMARY KEY (id);


--
-- Name: courses_selfdiagnosis courses_selfdiagnosis_after_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_selfdiagnosis
    ADD CONSTRAINT courses_selfdiagnosis_after_id_key UNIQUE (after_id);


--
-- Name: courses_selfdiagnosis courses_selfdiagnosis_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_selfdiagnosis
    ADD CONSTRAINT courses_selfdiagnosis_pkey PRIMARY KEY (id);


--
-- Name: courses_selfdiagnosisversion courses_selfdiagnosisversion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_selfdiagnosisversion
    ADD CONSTRAINT courses_selfdiagnosisversion_pkey PRIMARY KEY (pgh_id);


--
-- Name: progress_diagnosisdraft diagnosis_draft_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_diagnosisdraft
    ADD CONSTRAINT diagnosis_draft_once UNIQUE (learner_id, self_diagnosis_id);


--
-- Name: progress_diagnosis diagnosis_once_per_submission; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_diagnosis
    ADD CONSTRAINT diagnosis_once_per_submission UNIQUE (learner_id, self_diagnosis_id, submission);


--
-- Name: django_admin_log django_admin_log_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_pkey PRIMARY KEY (id);


--
-- Name: django_content_type django_content_type_app_label_model_76bd3d3b_uniq; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);


--
-- Name: django_content_type django_content_type_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);


--
-- Name: django_migrations django_migrations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);


--
-- Name: django_session django_session_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);


--
-- Name: courses_enrolment enrolment_once_per_cohort; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_enrolment
    ADD CONSTRAINT enrolment_once_per_cohort UNIQUE (cohort_id, learner_id);


--
-- Name: courses_glossaryterm glossary_term_once_per_course; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_glossaryterm
    ADD CONSTRAINT glossary_term_once_per_course UNIQUE (course_id, term);


--
-- Name: courses_image image_name_once_per_course; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_image
    ADD CONSTRAINT image_name_once_per_course UNIQUE (course_id, name);


--
-- Name: courses_lesson lesson_position_once_per_module; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_lesson
    ADD CONSTRAINT lesson_position_once_per_module UNIQUE (module_id, "position") DEFERRABLE INITIALLY DEFERRED;


--
-- Name: progress_lessonread lesson_read_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_lessonread
    ADD CONSTRAINT lesson_read_once UNIQUE (learner_id, lesson_id);


--
-- Name: courses_lesson lesson_slug_once_per_module; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_lesson
    ADD CONSTRAINT lesson_slug_once_per_module UNIQUE (module_id, slug);


--
-- Name: progress_lessonvisit lesson_visit_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_lessonvisit
    ADD CONSTRAINT lesson_visit_once UNIQUE (learner_id, lesson_id);


--
-- Name: courses_level level_rank_once_per_self_diagnosis; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_level
    ADD CONSTRAINT level_rank_once_per_self_diagnosis UNIQUE (self_diagnosis_id, rank);


--
-- Name: courses_module module_position_once_per_course; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_module
    ADD CONSTRAINT module_position_once_per_course UNIQUE (course_id, "position") DEFERRABLE INITIALLY DEFERRED;


--
-- Name: courses_module module_slug_once_per_course; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_module
    ADD CONSTRAINT module_slug_once_per_course UNIQUE (course_id, slug);


--
-- Name: quizzes_option option_position_once_per_question; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_option
    ADD CONSTRAINT option_position_once_per_question UNIQUE (question_id, "position") DEFERRABLE INITIALLY DEFERRED;


--
-- Name: quizzes_option option_slug_once_per_question; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_option
    ADD CONSTRAINT option_slug_once_per_question UNIQUE (question_id, slug);


--
-- Name: pghistory_context pghistory_context_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pghistory_context
    ADD CONSTRAINT pghistory_context_pkey PRIMARY KEY (id);


--
-- Name: progress_diagnosis progress_diagnosis_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_diagnosis
    ADD CONSTRAINT progress_diagnosis_pkey PRIMARY KEY (id);


--
-- Name: progress_diagnosisdraft progress_diagnosisdraft_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_diagnosisdraft
    ADD CONSTRAINT progress_diagnosisdraft_pkey PRIMARY KEY (id);


--
-- Name: progress_lessonread progress_lessonread_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_lessonread
    ADD CONSTRAINT progress_lessonread_pkey PRIMARY KEY (id);


--
-- Name: progress_lessonvisit progress_lessonvisit_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_lessonvisit
    ADD CONSTRAINT progress_lessonvisit_pkey PRIMARY KEY (id);


--
-- Name: progress_rating progress_rating_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_rating
    ADD CONSTRAINT progress_rating_pkey PRIMARY KEY (id);


--
-- Name: progress_seenanswers progress_seenanswers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_seenanswers
    ADD CONSTRAINT progress_seenanswers_pkey PRIMARY KEY (id);


--
-- Name: quizzes_question question_slug_once_per_quiz; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_question
    ADD CONSTRAINT question_slug_once_per_quiz UNIQUE (quiz_id, slug);


--
-- Name: quizzes_answer quizzes_answer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_answer
    ADD CONSTRAINT quizzes_answer_pkey PRIMARY KEY (id);


--
-- Name: quizzes_askedquestion quizzes_askedquestion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_askedquestion
    ADD CONSTRAINT quizzes_askedquestion_pkey PRIMARY KEY (id);


--
-- Name: quizzes_attempt quizzes_attempt_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_attempt
    ADD CONSTRAINT quizzes_attempt_pkey PRIMARY KEY (id);


--
-- Name: quizzes_bankupload quizzes_bankupload_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_bankupload
    ADD CONSTRAINT quizzes_bankupload_pkey PRIMARY KEY (id);


--
-- Name: quizzes_option quizzes_option_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_option
    ADD CONSTRAINT quizzes_option_pkey PRIMARY KEY (id);


--
-- Name: quizzes_optionversion quizzes_optionversion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_optionversion
    ADD CONSTRAINT quizzes_optionversion_pkey PRIMARY KEY (pgh_id);


--
-- Name: quizzes_question quizzes_question_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_question
    ADD CONSTRAINT quizzes_question_pkey PRIMARY KEY (id);


--
-- Name: quizzes_questionversion quizzes_questionversion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_questionversion
    ADD CONSTRAINT quizzes_questionversion_pkey PRIMARY KEY (pgh_id);


--
-- Name: quizzes_quiz quizzes_quiz_module_id_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_quiz
    ADD CONSTRAINT quizzes_quiz_module_id_key UNIQUE (module_id);


--
-- Name: quizzes_quiz quizzes_quiz_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_quiz
    ADD CONSTRAINT quizzes_quiz_pkey PRIMARY KEY (id);


--
-- Name: quizzes_quizversion quizzes_quizversion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_quizversion
    ADD CONSTRAINT quizzes_quizversion_pkey PRIMARY KEY (pgh_id);


--
-- Name: progress_rating rating_once_per_level; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_rating
    ADD CONSTRAINT rating_once_per_level UNIQUE (diagnosis_id, level_id);


--
-- Name: courses_selfdiagnosis self_diagnosis_slug_once_per_course; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_selfdiagnosis
    ADD CONSTRAINT self_diagnosis_slug_once_per_course UNIQUE (course_id, slug);


--
-- Name: accounts_user_groups_group_id_bd11a704; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_user_groups_group_id_bd11a704 ON public.accounts_user_groups USING btree (group_id);


--
-- Name: accounts_user_groups_user_id_52b62117; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_user_groups_user_id_52b62117 ON public.accounts_user_groups USING btree (user_id);


--
-- Name: accounts_user_user_permissions_permission_id_113bb443; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_user_user_permissions_permission_id_113bb443 ON public.accounts_user_user_permissions USING btree (permission_id);


--
-- Name: accounts_user_user_permissions_user_id_e4f0a161; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_user_user_permissions_user_id_e4f0a161 ON public.accounts_user_user_permissions USING btree (user_id);


--
-- Name: accounts_user_username_6088629e_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX accounts_user_username_6088629e_like ON public.accounts_user USING btree (username varchar_pattern_ops);


--
-- Name: answer_right_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX answer_right_once ON public.quizzes_answer USING btree (attempt_id, question_id) WHERE is_correct;


--
-- Name: attempt_one_open; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX attempt_one_open ON public.quizzes_attempt USING btree (quiz_id, learner_id) WHERE (finished_at IS NULL);


--
-- Name: auth_group_name_a6ea08ec_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);


--
-- Name: auth_group_permissions_group_id_b120cbf9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);


--
-- Name: auth_group_permissions_permission_id_84c5c92e; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);


--
-- Name: auth_permission_content_type_id_2f476e4b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);


--
-- Name: axes_accessattempt_ip_address_10922d9c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accessattempt_ip_address_10922d9c ON public.axes_accessattempt USING btree (ip_address);


--
-- Name: axes_accessattempt_user_agent_ad89678b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accessattempt_user_agent_ad89678b ON public.axes_accessattempt USING btree (user_agent);


--
-- Name: axes_accessattempt_user_agent_ad89678b_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accessattempt_user_agent_ad89678b_like ON public.axes_accessattempt USING btree (user_agent varchar_pattern_ops);


--
-- Name: axes_accessattempt_username_3f2d4ca0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accessattempt_username_3f2d4ca0 ON public.axes_accessattempt USING btree (username);


--
-- Name: axes_accessattempt_username_3f2d4ca0_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accessattempt_username_3f2d4ca0_like ON public.axes_accessattempt USING btree (username varchar_pattern_ops);


--
-- Name: axes_accessfailurelog_ip_address_2e9f5a7f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accessfailurelog_ip_address_2e9f5a7f ON public.axes_accessfailurelog USING btree (ip_address);


--
-- Name: axes_accessfailurelog_user_agent_ea145dda; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accessfailurelog_user_agent_ea145dda ON public.axes_accessfailurelog USING btree (user_agent);


--
-- Name: axes_accessfailurelog_user_agent_ea145dda_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accessfailurelog_user_agent_ea145dda_like ON public.axes_accessfailurelog USING btree (user_agent varchar_pattern_ops);


--
-- Name: axes_accessfailurelog_username_a8b7e8a4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accessfailurelog_username_a8b7e8a4 ON public.axes_accessfailurelog USING btree (username);


--
-- Name: axes_accessfailurelog_username_a8b7e8a4_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accessfailurelog_username_a8b7e8a4_like ON public.axes_accessfailurelog USING btree (username varchar_pattern_ops);


--
-- Name: axes_accesslog_ip_address_86b417e5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accesslog_ip_address_86b417e5 ON public.axes_accesslog USING btree (ip_address);


--
-- Name: axes_accesslog_user_agent_0e659004; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accesslog_user_agent_0e659004 ON public.axes_accesslog USING btree (user_agent);


--
-- Name: axes_accesslog_user_agent_0e659004_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accesslog_user_agent_0e659004_like ON public.axes_accesslog USING btree (user_agent varchar_pattern_ops);


--
-- Name: axes_accesslog_username_df93064b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accesslog_username_df93064b ON public.axes_accesslog USING btree (username);


--
-- Name: axes_accesslog_username_df93064b_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX axes_accesslog_username_df93064b_like ON public.axes_accesslog USING btree (username varchar_pattern_ops);


--
-- Name: cohort_join_code_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX cohort_join_code_once ON public.courses_cohort USING btree (lower((join_code)::text));


--
-- Name: courses_cohort_course_id_c547fcc4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_cohort_course_id_c547fcc4 ON public.courses_cohort USING btree (course_id);


--
-- Name: courses_cohort_facilitators_cohort_id_d5094eff; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_cohort_facilitators_cohort_id_d5094eff ON public.courses_cohort_facilitators USING btree (cohort_id);


--
-- Name: courses_cohort_facilitators_user_id_6ac34d7c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_cohort_facilitators_user_id_6ac34d7c ON public.courses_cohort_facilitators USING btree (user_id);


--
-- Name: courses_cohort_join_code_66ec9eb3; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_cohort_join_code_66ec9eb3 ON public.courses_cohort USING btree (join_code);


--
-- Name: courses_cohort_join_code_66ec9eb3_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_cohort_join_code_66ec9eb3_like ON public.courses_cohort USING btree (join_code varchar_pattern_ops);


--
-- Name: courses_cohort_slug_ba302870_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_cohort_slug_ba302870_like ON public.courses_cohort USING btree (slug varchar_pattern_ops);


--
-- Name: courses_course_slug_9c670f14_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_course_slug_9c670f14_like ON public.courses_course USING btree (slug varchar_pattern_ops);


--
-- Name: courses_courseversion_pgh_context_id_2fa60a6a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_courseversion_pgh_context_id_2fa60a6a ON public.courses_courseversion USING btree (pgh_context_id);


--
-- Name: courses_courseversion_pgh_obj_id_ff398125; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_courseversion_pgh_obj_id_ff398125 ON public.courses_courseversion USING btree (pgh_obj_id);


--
-- Name: courses_enrolment_cohort_id_e179e6d2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_enrolment_cohort_id_e179e6d2 ON public.courses_enrolment USING btree (cohort_id);


--
-- Name: courses_enrolment_learner_id_3bcb0f54; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_enrolment_learner_id_3bcb0f54 ON public.courses_enrolment USING btree (learner_id);


--
-- Name: courses_glossaryterm_course_id_e2eea6c0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_glossaryterm_course_id_e2eea6c0 ON public.courses_glossaryterm USING btree (course_id);


--
-- Name: courses_glossarytermversion_course_id_9295b737; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_glossarytermversion_course_id_9295b737 ON public.courses_glossarytermversion USING btree (course_id);


--
-- Name: courses_glossarytermversion_pgh_context_id_c41b38ba; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_glossarytermversion_pgh_context_id_c41b38ba ON public.courses_glossarytermversion USING btree (pgh_context_id);


--
-- Name: courses_glossarytermversion_pgh_obj_id_5e7dbf63; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_glossarytermversion_pgh_obj_id_5e7dbf63 ON public.courses_glossarytermversion USING btree (pgh_obj_id);


--
-- Name: courses_image_course_id_98cea81c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_image_course_id_98cea81c ON public.courses_image USING btree (course_id);


--
-- Name: courses_image_name_5df8fcb4; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_image_name_5df8fcb4 ON public.courses_image USING btree (name);


--
-- Name: courses_image_name_5df8fcb4_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_image_name_5df8fcb4_like ON public.courses_image USING btree (name varchar_pattern_ops);


--
-- Name: courses_imageversion_course_id_3f88bea2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_imageversion_course_id_3f88bea2 ON public.courses_imageversion USING btree (course_id);


--
-- Name: courses_imageversion_pgh_context_id_72183875; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_imageversion_pgh_context_id_72183875 ON public.courses_imageversion USING btree (pgh_context_id);


--
-- Name: courses_imageversion_pgh_obj_id_dcfe33fb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_imageversion_pgh_obj_id_dcfe33fb ON public.courses_imageversion USING btree (pgh_obj_id);


--
-- Name: courses_lesson_module_id_41252914; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_lesson_module_id_41252914 ON public.courses_lesson USING btree (module_id);


--
-- Name: courses_lesson_slug_708303e2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_lesson_slug_708303e2 ON public.courses_lesson USING btree (slug);


--
-- Name: courses_lesson_slug_708303e2_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_lesson_slug_708303e2_like ON public.courses_lesson USING btree (slug varchar_pattern_ops);


--
-- Name: courses_lessonrevision_pgh_context_id_b4365e05; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_lessonrevision_pgh_context_id_b4365e05 ON public.courses_lessonrevision USING btree (pgh_context_id);


--
-- Name: courses_lessonrevision_pgh_obj_id_d9ce34d9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_lessonrevision_pgh_obj_id_d9ce34d9 ON public.courses_lessonrevision USING btree (pgh_obj_id);


--
-- Name: courses_lessonversion_module_id_c21b078c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_lessonversion_module_id_c21b078c ON public.courses_lessonversion USING btree (module_id);


--
-- Name: courses_lessonversion_pgh_context_id_dbabc2e0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_lessonversion_pgh_context_id_dbabc2e0 ON public.courses_lessonversion USING btree (pgh_context_id);


--
-- Name: courses_lessonversion_pgh_obj_id_cb090ea0; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_lessonversion_pgh_obj_id_cb090ea0 ON public.courses_lessonversion USING btree (pgh_obj_id);


--
-- Name: courses_level_self_diagnosis_id_4c44886b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_level_self_diagnosis_id_4c44886b ON public.courses_level USING btree (self_diagnosis_id);


--
-- Name: courses_levelversion_pgh_context_id_138d057a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_levelversion_pgh_context_id_138d057a ON public.courses_levelversion USING btree (pgh_context_id);


--
-- Name: courses_levelversion_pgh_obj_id_b7e4766c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_levelversion_pgh_obj_id_b7e4766c ON public.courses_levelversion USING btree (pgh_obj_id);


--
-- Name: courses_levelversion_self_diagnosis_id_0412c297; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_levelversion_self_diagnosis_id_0412c297 ON public.courses_levelversion USING btree (self_diagnosis_id);


--
-- Name: courses_module_course_id_7d4820de; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_module_course_id_7d4820de ON public.courses_module USING btree (course_id);


--
-- Name: courses_module_slug_cd04f4a9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_module_slug_cd04f4a9 ON public.courses_module USING btree (slug);


--
-- Name: courses_module_slug_cd04f4a9_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_module_slug_cd04f4a9_like ON public.courses_module USING btree (slug varchar_pattern_ops);


--
-- Name: courses_moduleversion_course_id_fbf6874c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_moduleversion_course_id_fbf6874c ON public.courses_moduleversion USING btree (course_id);


--
-- Name: courses_moduleversion_pgh_context_id_42b89afe; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_moduleversion_pgh_context_id_42b89afe ON public.courses_moduleversion USING btree (pgh_context_id);


--
-- Name: courses_moduleversion_pgh_obj_id_18ab3783; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_moduleversion_pgh_obj_id_18ab3783 ON public.courses_moduleversion USING btree (pgh_obj_id);


--
-- Name: courses_rosterimport_cohort_id_ad270d74; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_rosterimport_cohort_id_ad270d74 ON public.courses_rosterimport USING btree (cohort_id);


--
-- Name: courses_rosterimport_made_by_id_d6a70b2a; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_rosterimport_made_by_id_d6a70b2a ON public.courses_rosterimport USING btree (made_by_id);


--
-- Name: courses_selfdiagnosis_course_id_9d972ff7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_selfdiagnosis_course_id_9d972ff7 ON public.courses_selfdiagnosis USING btree (course_id);


--
-- Name: courses_selfdiagnosis_slug_d6363263; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_selfdiagnosis_slug_d6363263 ON public.courses_selfdiagnosis USING btree (slug);


--
-- Name: courses_selfdiagnosis_slug_d6363263_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_selfdiagnosis_slug_d6363263_like ON public.courses_selfdiagnosis USING btree (slug varchar_pattern_ops);


--
-- Name: courses_selfdiagnosisversion_after_id_b9291973; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_selfdiagnosisversion_after_id_b9291973 ON public.courses_selfdiagnosisversion USING btree (after_id);


--
-- Name: courses_selfdiagnosisversion_course_id_d2adcea6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_selfdiagnosisversion_course_id_d2adcea6 ON public.courses_selfdiagnosisversion USING btree (course_id);


--
-- Name: courses_selfdiagnosisversion_pgh_context_id_954be8c5; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_selfdiagnosisversion_pgh_context_id_954be8c5 ON public.courses_selfdiagnosisversion USING btree (pgh_context_id);


--
-- Name: courses_selfdiagnosisversion_pgh_obj_id_7e66cb46; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX courses_selfdiagnosisversion_pgh_obj_id_7e66cb46 ON public.courses_selfdiagnosisversion USING btree (pgh_obj_id);


--
-- Name: django_admin_log_content_type_id_c4bce8eb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX django_admin_log_content_type_id_c4bce8eb ON public.django_admin_log USING btree (content_type_id);


--
-- Name: django_admin_log_user_id_c564eba6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX django_admin_log_user_id_c564eba6 ON public.django_admin_log USING btree (user_id);


--
-- Name: django_session_expire_date_a5c62663; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);


--
-- Name: django_session_session_key_c0390e0f_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);


--
-- Name: lesson_text_trigrams; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX lesson_text_trigrams ON public.courses_lesson USING gin (upper(plain_text) public.gin_trgm_ops);


--
-- Name: lesson_title_trigrams; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX lesson_title_trigrams ON public.courses_lesson USING gin (upper((title)::text) public.gin_trgm_ops);


--
-- Name: progress_diagnosis_learner_id_d3757a1f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX progress_diagnosis_learner_id_d3757a1f ON public.progress_diagnosis USING btree (learner_id);


--
-- Name: progress_diagnosis_self_diagnosis_id_104b5285; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX progress_diagnosis_self_diagnosis_id_104b5285 ON public.progress_diagnosis USING btree (self_diagnosis_id);


--
-- Name: progress_diagnosisdraft_learner_id_3e41c50b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX progress_diagnosisdraft_learner_id_3e41c50b ON public.progress_diagnosisdraft USING btree (learner_id);


--
-- Name: progress_diagnosisdraft_self_diagnosis_id_4b1f09a7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX progress_diagnosisdraft_self_diagnosis_id_4b1f09a7 ON public.progress_diagnosisdraft USING btree (self_diagnosis_id);


--
-- Name: progress_lessonread_learner_id_dd08d4c6; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX progress_lessonread_learner_id_dd08d4c6 ON public.progress_lessonread USING btree (learner_id);


--
-- Name: progress_lessonread_lesson_id_5375ca2c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX progress_lessonread_lesson_id_5375ca2c ON public.progress_lessonread USING btree (lesson_id);


--
-- Name: progress_lessonvisit_learner_id_fb83aeb2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX progress_lessonvisit_learner_id_fb83aeb2 ON public.progress_lessonvisit USING btree (learner_id);


--
-- Name: progress_lessonvisit_lesson_id_73c37db9; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX progress_lessonvisit_lesson_id_73c37db9 ON public.progress_lessonvisit USING btree (lesson_id);


--
-- Name: progress_rating_diagnosis_id_45ce5acc; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX progress_rating_diagnosis_id_45ce5acc ON public.progress_rating USING btree (diagnosis_id);


--
-- Name: progress_rating_level_id_295b44bd; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX progress_rating_level_id_295b44bd ON public.progress_rating USING btree (level_id);


--
-- Name: progress_seenanswers_learner_id_7e96f271; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX progress_seenanswers_learner_id_7e96f271 ON public.progress_seenanswers USING btree (learner_id);


--
-- Name: progress_seenanswers_seen_at_7d4eb364; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX progress_seenanswers_seen_at_7d4eb364 ON public.progress_seenanswers USING btree (seen_at);


--
-- Name: progress_seenanswers_viewer_id_5e3f38d2; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX progress_seenanswers_viewer_id_5e3f38d2 ON public.progress_seenanswers USING btree (viewer_id);


--
-- Name: quizzes_answer_attempt_id_edb0a031; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_answer_attempt_id_edb0a031 ON public.quizzes_answer USING btree (attempt_id);


--
-- Name: quizzes_answer_option_id_9e22329b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_answer_option_id_9e22329b ON public.quizzes_answer USING btree (option_id);


--
-- Name: quizzes_answer_question_id_7e471477; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_answer_question_id_7e471477 ON public.quizzes_answer USING btree (question_id);


--
-- Name: quizzes_askedquestion_attempt_id_01a94400; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_askedquestion_attempt_id_01a94400 ON public.quizzes_askedquestion USING btree (attempt_id);


--
-- Name: quizzes_askedquestion_question_id_25e4167c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_askedquestion_question_id_25e4167c ON public.quizzes_askedquestion USING btree (question_id);


--
-- Name: quizzes_attempt_learner_id_76b094d7; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_attempt_learner_id_76b094d7 ON public.quizzes_attempt USING btree (learner_id);


--
-- Name: quizzes_attempt_quiz_id_5dc3f292; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_attempt_quiz_id_5dc3f292 ON public.quizzes_attempt USING btree (quiz_id);


--
-- Name: quizzes_bankupload_made_by_id_4e54b27c; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_bankupload_made_by_id_4e54b27c ON public.quizzes_bankupload USING btree (made_by_id);


--
-- Name: quizzes_bankupload_quiz_id_6c9a2ffb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_bankupload_quiz_id_6c9a2ffb ON public.quizzes_bankupload USING btree (quiz_id);


--
-- Name: quizzes_option_lesson_id_254b7448; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_option_lesson_id_254b7448 ON public.quizzes_option USING btree (lesson_id);


--
-- Name: quizzes_option_question_id_6a357926; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_option_question_id_6a357926 ON public.quizzes_option USING btree (question_id);


--
-- Name: quizzes_option_slug_96c218c1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_option_slug_96c218c1 ON public.quizzes_option USING btree (slug);


--
-- Name: quizzes_option_slug_96c218c1_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_option_slug_96c218c1_like ON public.quizzes_option USING btree (slug varchar_pattern_ops);


--
-- Name: quizzes_optionversion_lesson_id_04a41202; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_optionversion_lesson_id_04a41202 ON public.quizzes_optionversion USING btree (lesson_id);


--
-- Name: quizzes_optionversion_pgh_context_id_fcf7f7df; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_optionversion_pgh_context_id_fcf7f7df ON public.quizzes_optionversion USING btree (pgh_context_id);


--
-- Name: quizzes_optionversion_pgh_obj_id_e43e0866; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_optionversion_pgh_obj_id_e43e0866 ON public.quizzes_optionversion USING btree (pgh_obj_id);


--
-- Name: quizzes_optionversion_question_id_ca31db00; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_optionversion_question_id_ca31db00 ON public.quizzes_optionversion USING btree (question_id);


--
-- Name: quizzes_question_lesson_id_26f6c0bb; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_question_lesson_id_26f6c0bb ON public.quizzes_question USING btree (lesson_id);


--
-- Name: quizzes_question_quiz_id_70961654; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_question_quiz_id_70961654 ON public.quizzes_question USING btree (quiz_id);


--
-- Name: quizzes_question_slug_e2d26d9f; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_question_slug_e2d26d9f ON public.quizzes_question USING btree (slug);


--
-- Name: quizzes_question_slug_e2d26d9f_like; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_question_slug_e2d26d9f_like ON public.quizzes_question USING btree (slug varchar_pattern_ops);


--
-- Name: quizzes_questionversion_lesson_id_ef5d3993; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_questionversion_lesson_id_ef5d3993 ON public.quizzes_questionversion USING btree (lesson_id);


--
-- Name: quizzes_questionversion_pgh_context_id_6675946d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_questionversion_pgh_context_id_6675946d ON public.quizzes_questionversion USING btree (pgh_context_id);


--
-- Name: quizzes_questionversion_pgh_obj_id_de5c9baa; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_questionversion_pgh_obj_id_de5c9baa ON public.quizzes_questionversion USING btree (pgh_obj_id);


--
-- Name: quizzes_questionversion_quiz_id_9038b504; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_questionversion_quiz_id_9038b504 ON public.quizzes_questionversion USING btree (quiz_id);


--
-- Name: quizzes_quizversion_module_id_0685e8ec; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_quizversion_module_id_0685e8ec ON public.quizzes_quizversion USING btree (module_id);


--
-- Name: quizzes_quizversion_pgh_context_id_9fa6dc9d; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_quizversion_pgh_context_id_9fa6dc9d ON public.quizzes_quizversion USING btree (pgh_context_id);


--
-- Name: quizzes_quizversion_pgh_obj_id_6047499b; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX quizzes_quizversion_pgh_obj_id_6047499b ON public.quizzes_quizversion USING btree (pgh_obj_id);


--
-- Name: progress_seenanswers pgtrigger_access_log_is_append_only_d3b2a; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_access_log_is_append_only_d3b2a BEFORE DELETE OR UPDATE ON public.progress_seenanswers FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_access_log_is_append_only_d3b2a();


--
-- Name: TRIGGER pgtrigger_access_log_is_append_only_d3b2a ON progress_seenanswers; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_access_log_is_append_only_d3b2a ON public.progress_seenanswers IS '75a0be1975b9c4eb19c59126efd10af4951f3979';


--
-- Name: progress_seenanswers pgtrigger_access_log_is_not_truncated_0123f; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_access_log_is_not_truncated_0123f BEFORE TRUNCATE ON public.progress_seenanswers FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_access_log_is_not_truncated_0123f();


--
-- Name: TRIGGER pgtrigger_access_log_is_not_truncated_0123f ON progress_seenanswers; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_access_log_is_not_truncated_0123f ON public.progress_seenanswers IS 'd48bc2921393d6c0ed409ab2e348149b79b24cfe';


--
-- Name: quizzes_answer pgtrigger_answer_fits_its_attempt_9b3c0; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_answer_fits_its_attempt_9b3c0 BEFORE INSERT ON public.quizzes_answer FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_answer_fits_its_attempt_9b3c0();


--
-- Name: TRIGGER pgtrigger_answer_fits_its_attempt_9b3c0 ON quizzes_answer; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_answer_fits_its_attempt_9b3c0 ON public.quizzes_answer IS '6148c839b0768da98969a3a1edabe2cbd75e1066';


--
-- Name: quizzes_answer pgtrigger_answers_are_append_only_4d384; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_answers_are_append_only_4d384 BEFORE DELETE OR UPDATE ON public.quizzes_answer FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_answers_are_append_only_4d384();


--
-- Name: TRIGGER pgtrigger_answers_are_append_only_4d384 ON quizzes_answer; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_answers_are_append_only_4d384 ON public.quizzes_answer IS 'f357003b6646554d4e84798644c95228d9290332';


--
-- Name: quizzes_answer pgtrigger_answers_are_not_truncated_78a5c; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_answers_are_not_truncated_78a5c BEFORE TRUNCATE ON public.quizzes_answer FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_answers_are_not_truncated_78a5c();


--
-- Name: TRIGGER pgtrigger_answers_are_not_truncated_78a5c ON quizzes_answer; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_answers_are_not_truncated_78a5c ON public.quizzes_answer IS '515db03379430d367854faa5db84fd5366486a5a';


--
-- Name: quizzes_askedquestion pgtrigger_asked_before_answers_935ed; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_asked_before_answers_935ed BEFORE INSERT OR DELETE OR UPDATE ON public.quizzes_askedquestion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_asked_before_answers_935ed();


--
-- Name: TRIGGER pgtrigger_asked_before_answers_935ed ON quizzes_askedquestion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_asked_before_answers_935ed ON public.quizzes_askedquestion IS '9a04f200968f81f59a334ee02fcbc61ee91bc44c';


--
-- Name: quizzes_attempt pgtrigger_attempt_begins_83603; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_attempt_begins_83603 BEFORE INSERT ON public.quizzes_attempt FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_attempt_begins_83603();


--
-- Name: TRIGGER pgtrigger_attempt_begins_83603 ON quizzes_attempt; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_attempt_begins_83603 ON public.quizzes_attempt IS '76317c239d109069073a833e840db82622d67e01';


--
-- Name: quizzes_answer pgtrigger_attempt_finishes_30984; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_attempt_finishes_30984 AFTER INSERT ON public.quizzes_answer FOR EACH ROW WHEN (new.is_correct) EXECUTE FUNCTION public.pgtrigger_attempt_finishes_30984();


--
-- Name: TRIGGER pgtrigger_attempt_finishes_30984 ON quizzes_answer; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_attempt_finishes_30984 ON public.quizzes_answer IS '87c167ad777c1f555820d58506b1c41b144f2291';


--
-- Name: quizzes_attempt pgtrigger_attempt_is_fixed_8cdb6; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_attempt_is_fixed_8cdb6 BEFORE UPDATE ON public.quizzes_attempt FOR EACH ROW WHEN (((old.learner_id IS DISTINCT FROM new.learner_id) OR (old.number IS DISTINCT FROM new.number) OR (old.quiz_id IS DISTINCT FROM new.quiz_id) OR ((old.scope)::text IS DISTINCT FROM (new.scope)::text) OR (old.started_at IS DISTINCT FROM new.started_at))) EXECUTE FUNCTION public.pgtrigger_attempt_is_fixed_8cdb6();


--
-- Name: TRIGGER pgtrigger_attempt_is_fixed_8cdb6 ON quizzes_attempt; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_attempt_is_fixed_8cdb6 ON public.quizzes_attempt IS '005bf6da504398bcfde63637e8f1f38edac58112';


--
-- Name: courses_image pgtrigger_delete_delete_4cc7e; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_delete_delete_4cc7e AFTER DELETE ON public.courses_image FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_4cc7e();


--
-- Name: TRIGGER pgtrigger_delete_delete_4cc7e ON courses_image; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_delete_delete_4cc7e ON public.courses_image IS 'c0b7651906980e96bf3a1771145ae6daf1aa786b';


--
-- Name: courses_module pgtrigger_delete_delete_64824; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_delete_delete_64824 AFTER DELETE ON public.courses_module FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_64824();


--
-- Name: TRIGGER pgtrigger_delete_delete_64824 ON courses_module; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_delete_delete_64824 ON public.courses_module IS 'a8a1aea0e9165e33b74f2ae075b6bb4351434ac5';


--
-- Name: courses_selfdiagnosis pgtrigger_delete_delete_807f4; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_delete_delete_807f4 AFTER DELETE ON public.courses_selfdiagnosis FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_807f4();


--
-- Name: TRIGGER pgtrigger_delete_delete_807f4 ON courses_selfdiagnosis; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_delete_delete_807f4 ON public.courses_selfdiagnosis IS '2196914500ca66b4a5e36aa79674690b1497c0f5';


--
-- Name: courses_level pgtrigger_delete_delete_8ade9; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_delete_delete_8ade9 AFTER DELETE ON public.courses_level FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_8ade9();


--
-- Name: TRIGGER pgtrigger_delete_delete_8ade9 ON courses_level; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_delete_delete_8ade9 ON public.courses_level IS 'e13c4ea02579b9e2245d3c8041d0218b14463024';


--
-- Name: quizzes_quiz pgtrigger_delete_delete_8e913; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_delete_delete_8e913 AFTER DELETE ON public.quizzes_quiz FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_8e913();


--
-- Name: TRIGGER pgtrigger_delete_delete_8e913 ON quizzes_quiz; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_delete_delete_8e913 ON public.quizzes_quiz IS 'f17f006aae3adaad88c4a3ea411d79573628e27e';


--
-- Name: courses_course pgtrigger_delete_delete_8eeaa; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_delete_delete_8eeaa AFTER DELETE ON public.courses_course FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_8eeaa();


--
-- Name: TRIGGER pgtrigger_delete_delete_8eeaa ON courses_course; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_delete_delete_8eeaa ON public.courses_course IS '8d677ec0b1e4eee85eb08b74fee8a2a695b71284';


--
-- Name: courses_glossaryterm pgtrigger_delete_delete_8fcaa; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_delete_delete_8fcaa AFTER DELETE ON public.courses_glossaryterm FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_8fcaa();


--
-- Name: TRIGGER pgtrigger_delete_delete_8fcaa ON courses_glossaryterm; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_delete_delete_8fcaa ON public.courses_glossaryterm IS 'd80b02cc28a6b7bf67ce90137ae6ffde5e423565';


--
-- Name: quizzes_option pgtrigger_delete_delete_c21d2; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_delete_delete_c21d2 AFTER DELETE ON public.quizzes_option FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_c21d2();


--
-- Name: TRIGGER pgtrigger_delete_delete_c21d2 ON quizzes_option; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_delete_delete_c21d2 ON public.quizzes_option IS 'd404e7e0abe6f665f27a6049ce39352d7b45b9ba';


--
-- Name: courses_lesson pgtrigger_delete_delete_e16f0; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_delete_delete_e16f0 AFTER DELETE ON public.courses_lesson FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_e16f0();


--
-- Name: TRIGGER pgtrigger_delete_delete_e16f0 ON courses_lesson; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_delete_delete_e16f0 ON public.courses_lesson IS '8286642fc257cd93f3c564e25994a862bd14dc8f';


--
-- Name: quizzes_question pgtrigger_delete_delete_e2cb8; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_delete_delete_e2cb8 AFTER DELETE ON public.quizzes_question FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_delete_delete_e2cb8();


--
-- Name: TRIGGER pgtrigger_delete_delete_e2cb8 ON quizzes_question; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_delete_delete_e2cb8 ON public.quizzes_question IS 'a9ee6415c83c6442a89fddc02dd6268026a51db8';


--
-- Name: quizzes_attempt pgtrigger_finished_means_finished_d3b7b; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_finished_means_finished_d3b7b BEFORE UPDATE ON public.quizzes_attempt FOR EACH ROW WHEN ((old.finished_at IS DISTINCT FROM new.finished_at)) EXECUTE FUNCTION public.pgtrigger_finished_means_finished_d3b7b();


--
-- Name: TRIGGER pgtrigger_finished_means_finished_d3b7b ON quizzes_attempt; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_finished_means_finished_d3b7b ON public.quizzes_attempt IS '78c120f46a5ada29da0be7e797e8125b236e34d1';


--
-- Name: quizzes_quiz pgtrigger_insert_insert_365fe; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_insert_insert_365fe AFTER INSERT ON public.quizzes_quiz FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_365fe();


--
-- Name: TRIGGER pgtrigger_insert_insert_365fe ON quizzes_quiz; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_insert_insert_365fe ON public.quizzes_quiz IS 'e8ebde6b6043324dbcf4b152efd33b63f742d6e5';


--
-- Name: courses_image pgtrigger_insert_insert_48798; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_insert_insert_48798 AFTER INSERT ON public.courses_image FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_48798();


--
-- Name: TRIGGER pgtrigger_insert_insert_48798 ON courses_image; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_insert_insert_48798 ON public.courses_image IS 'f060201dedde33b2c8f85c78ab3b6c9759b26778';


--
-- Name: courses_level pgtrigger_insert_insert_6450b; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_insert_insert_6450b AFTER INSERT ON public.courses_level FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_6450b();


--
-- Name: TRIGGER pgtrigger_insert_insert_6450b ON courses_level; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_insert_insert_6450b ON public.courses_level IS '2422bd03099b80d25c99b0f98b2ed8a826399cd0';


--
-- Name: quizzes_option pgtrigger_insert_insert_9a4d3; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_insert_insert_9a4d3 AFTER INSERT ON public.quizzes_option FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_9a4d3();


--
-- Name: TRIGGER pgtrigger_insert_insert_9a4d3 ON quizzes_option; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_insert_insert_9a4d3 ON public.quizzes_option IS 'a5ba3655df3103b8a1d165d49ac17ccb94cba456';


--
-- Name: courses_module pgtrigger_insert_insert_d9acb; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_insert_insert_d9acb AFTER INSERT ON public.courses_module FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_d9acb();


--
-- Name: TRIGGER pgtrigger_insert_insert_d9acb ON courses_module; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_insert_insert_d9acb ON public.courses_module IS '444ab4db1cb237acac7928fe5773d571c2d62abc';


--
-- Name: courses_lesson pgtrigger_insert_insert_db4bc; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_insert_insert_db4bc AFTER INSERT ON public.courses_lesson FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_db4bc();


--
-- Name: TRIGGER pgtrigger_insert_insert_db4bc ON courses_lesson; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_insert_insert_db4bc ON public.courses_lesson IS '26680d07aad05cc533680e0c7785493369eeac15';


--
-- Name: courses_selfdiagnosis pgtrigger_insert_insert_e293a; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_insert_insert_e293a AFTER INSERT ON public.courses_selfdiagnosis FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_e293a();


--
-- Name: TRIGGER pgtrigger_insert_insert_e293a ON courses_selfdiagnosis; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_insert_insert_e293a ON public.courses_selfdiagnosis IS '0db32dd4343f43ba10995ced18c436de0bc3dd28';


--
-- Name: courses_glossaryterm pgtrigger_insert_insert_e34ce; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_insert_insert_e34ce AFTER INSERT ON public.courses_glossaryterm FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_e34ce();


--
-- Name: TRIGGER pgtrigger_insert_insert_e34ce ON courses_glossaryterm; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_insert_insert_e34ce ON public.courses_glossaryterm IS 'db2bfc068d09eace3c5146d717f860d78d88d423';


--
-- Name: courses_course pgtrigger_insert_insert_f7e33; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_insert_insert_f7e33 AFTER INSERT ON public.courses_course FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_f7e33();


--
-- Name: TRIGGER pgtrigger_insert_insert_f7e33 ON courses_course; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_insert_insert_f7e33 ON public.courses_course IS 'c6e895217fde9169a4665539b656fcaa453fc83d';


--
-- Name: quizzes_question pgtrigger_insert_insert_fb138; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_insert_insert_fb138 AFTER INSERT ON public.quizzes_question FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_insert_insert_fb138();


--
-- Name: TRIGGER pgtrigger_insert_insert_fb138 ON quizzes_question; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_insert_insert_fb138 ON public.quizzes_question IS 'ca100491f49af7abe0efd267f25b5d382178604f';


--
-- Name: quizzes_attempt pgtrigger_keeps_its_id_6e983; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_keeps_its_id_6e983 BEFORE UPDATE ON public.quizzes_attempt FOR EACH ROW WHEN ((old.id IS DISTINCT FROM new.id)) EXECUTE FUNCTION public.pgtrigger_keeps_its_id_6e983();


--
-- Name: TRIGGER pgtrigger_keeps_its_id_6e983 ON quizzes_attempt; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_keeps_its_id_6e983 ON public.quizzes_attempt IS '0e599de8f41c8e71d348b89d1b2df52c71e38c3c';


--
-- Name: quizzes_option pgtrigger_keeps_its_id_8f455; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_keeps_its_id_8f455 BEFORE UPDATE ON public.quizzes_option FOR EACH ROW WHEN ((old.id IS DISTINCT FROM new.id)) EXECUTE FUNCTION public.pgtrigger_keeps_its_id_8f455();


--
-- Name: TRIGGER pgtrigger_keeps_its_id_8f455 ON quizzes_option; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_keeps_its_id_8f455 ON public.quizzes_option IS '68413f8213de1de14151ebc0647cd3d52359267c';


--
-- Name: quizzes_quiz pgtrigger_keeps_its_id_e5d82; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_keeps_its_id_e5d82 BEFORE UPDATE ON public.quizzes_quiz FOR EACH ROW WHEN ((old.id IS DISTINCT FROM new.id)) EXECUTE FUNCTION public.pgtrigger_keeps_its_id_e5d82();


--
-- Name: TRIGGER pgtrigger_keeps_its_id_e5d82 ON quizzes_quiz; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_keeps_its_id_e5d82 ON public.quizzes_quiz IS 'c0ec5bab7c61e9b14e93323886289fc54367cf09';


--
-- Name: quizzes_question pgtrigger_keeps_its_id_fdb17; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_keeps_its_id_fdb17 BEFORE UPDATE ON public.quizzes_question FOR EACH ROW WHEN ((old.id IS DISTINCT FROM new.id)) EXECUTE FUNCTION public.pgtrigger_keeps_its_id_fdb17();


--
-- Name: TRIGGER pgtrigger_keeps_its_id_fdb17 ON quizzes_question; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_keeps_its_id_fdb17 ON public.quizzes_question IS '57208dfcab75301194723035ac7d89da76e089dc';


--
-- Name: quizzes_option pgtrigger_key_is_frozen_1a929; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_key_is_frozen_1a929 BEFORE INSERT OR DELETE OR UPDATE OF question_id, slug, is_correct ON public.quizzes_option FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_key_is_frozen_1a929();


--
-- Name: TRIGGER pgtrigger_key_is_frozen_1a929 ON quizzes_option; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_key_is_frozen_1a929 ON public.quizzes_option IS '06a45a7961fe708d27f7b5f5eb758c4c7647b8b3';


--
-- Name: courses_lesson pgtrigger_lesson_counts_revisions_48e6b; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_lesson_counts_revisions_48e6b BEFORE UPDATE ON public.courses_lesson FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_lesson_counts_revisions_48e6b();


--
-- Name: TRIGGER pgtrigger_lesson_counts_revisions_48e6b ON courses_lesson; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_lesson_counts_revisions_48e6b ON public.courses_lesson IS '04958cf12a9434042a75c7e023781d6974299636';


--
-- Name: quizzes_option pgtrigger_one_right_option_0283d; Type: TRIGGER; Schema: public; Owner: -
--

CREATE CONSTRAINT TRIGGER pgtrigger_one_right_option_0283d AFTER INSERT OR DELETE OR UPDATE OF question_id, is_correct, explanation ON public.quizzes_option DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_one_right_option_0283d();


--
-- Name: TRIGGER pgtrigger_one_right_option_0283d ON quizzes_option; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_one_right_option_0283d ON public.quizzes_option IS '5099a1589840f2ebbb9831fb06c99fbaff867174';


--
-- Name: quizzes_question pgtrigger_published_once_5094d; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_published_once_5094d BEFORE UPDATE OF is_draft ON public.quizzes_question FOR EACH ROW WHEN ((new.is_draft AND (NOT old.is_draft))) EXECUTE FUNCTION public.pgtrigger_published_once_5094d();


--
-- Name: TRIGGER pgtrigger_published_once_5094d ON quizzes_question; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_published_once_5094d ON public.quizzes_question IS '88d791bb4fd1cbc28555f64db2f63ec4549e27ea';


--
-- Name: quizzes_question pgtrigger_question_is_complete_21802; Type: TRIGGER; Schema: public; Owner: -
--

CREATE CONSTRAINT TRIGGER pgtrigger_question_is_complete_21802 AFTER INSERT OR UPDATE OF retired_at, is_draft ON public.quizzes_question DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_question_is_complete_21802();


--
-- Name: TRIGGER pgtrigger_question_is_complete_21802 ON quizzes_question; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_question_is_complete_21802 ON public.quizzes_question IS 'f9b147c7f12c9c8911b90b0515fd6f6cfec1a30d';


--
-- Name: quizzes_question pgtrigger_question_stays_in_its_quiz_2ba62; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_question_stays_in_its_quiz_2ba62 BEFORE UPDATE ON public.quizzes_question FOR EACH ROW WHEN ((old.quiz_id IS DISTINCT FROM new.quiz_id)) EXECUTE FUNCTION public.pgtrigger_question_stays_in_its_quiz_2ba62();


--
-- Name: TRIGGER pgtrigger_question_stays_in_its_quiz_2ba62 ON quizzes_question; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_question_stays_in_its_quiz_2ba62 ON public.quizzes_question IS '725d8a49e9098175eb8f13cfbbf782a8757d3f87';


--
-- Name: progress_rating pgtrigger_rating_of_its_self_diagnosis_48a0a; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_rating_of_its_self_diagnosis_48a0a BEFORE INSERT OR UPDATE ON public.progress_rating FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_rating_of_its_self_diagnosis_48a0a();


--
-- Name: TRIGGER pgtrigger_rating_of_its_self_diagnosis_48a0a ON progress_rating; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_rating_of_its_self_diagnosis_48a0a ON public.progress_rating IS '6d2c0e17c511569666fe62625f5a9b6ebfc30812';


--
-- Name: quizzes_question pgtrigger_retiring_finishes_attempts_b0f53; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_retiring_finishes_attempts_b0f53 AFTER UPDATE OF retired_at ON public.quizzes_question FOR EACH ROW WHEN (((new.retired_at IS NOT NULL) AND (old.retired_at IS NULL))) EXECUTE FUNCTION public.pgtrigger_retiring_finishes_attempts_b0f53();


--
-- Name: TRIGGER pgtrigger_retiring_finishes_attempts_b0f53 ON quizzes_question; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_retiring_finishes_attempts_b0f53 ON public.quizzes_question IS 'f25fd459abef774abbff522e82facb09eee6f627';


--
-- Name: quizzes_question pgtrigger_stays_while_used_2ab0c; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_stays_while_used_2ab0c BEFORE DELETE ON public.quizzes_question FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stays_while_used_2ab0c();


--
-- Name: TRIGGER pgtrigger_stays_while_used_2ab0c ON quizzes_question; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_stays_while_used_2ab0c ON public.quizzes_question IS '1988cb982c7a771146e00c45975a663f0f971734';


--
-- Name: quizzes_attempt pgtrigger_stays_while_used_2e466; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_stays_while_used_2e466 BEFORE DELETE ON public.quizzes_attempt FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stays_while_used_2e466();


--
-- Name: TRIGGER pgtrigger_stays_while_used_2e466 ON quizzes_attempt; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_stays_while_used_2e466 ON public.quizzes_attempt IS '4764c4a7baa1949a304f4f5f68a366c918d0487a';


--
-- Name: quizzes_quiz pgtrigger_stays_while_used_f1c2d; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_stays_while_used_f1c2d BEFORE DELETE ON public.quizzes_quiz FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_stays_while_used_f1c2d();


--
-- Name: TRIGGER pgtrigger_stays_while_used_f1c2d ON quizzes_quiz; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_stays_while_used_f1c2d ON public.quizzes_quiz IS '9bcce5cee1654169e763d78ca5da869e08d5aa9f';


--
-- Name: courses_lesson pgtrigger_superseded_update_05393; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_superseded_update_05393 AFTER UPDATE ON public.courses_lesson FOR EACH ROW WHEN ((old.revision IS DISTINCT FROM new.revision)) EXECUTE FUNCTION public.pgtrigger_superseded_update_05393();


--
-- Name: TRIGGER pgtrigger_superseded_update_05393 ON courses_lesson; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_superseded_update_05393 ON public.courses_lesson IS 'eff77cce849203da8ad2a22b0d42b619834ca1d2';


--
-- Name: quizzes_quiz pgtrigger_update_update_03840; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_update_update_03840 AFTER UPDATE ON public.quizzes_quiz FOR EACH ROW WHEN (((old.asks_confidence IS DISTINCT FROM new.asks_confidence) OR (old.intro IS DISTINCT FROM new.intro) OR (old.module_id IS DISTINCT FROM new.module_id) OR ((old.title)::text IS DISTINCT FROM (new.title)::text))) EXECUTE FUNCTION public.pgtrigger_update_update_03840();


--
-- Name: TRIGGER pgtrigger_update_update_03840 ON quizzes_quiz; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_update_update_03840 ON public.quizzes_quiz IS '8852eea8974fc49dbefbb67dba98dbd086949e64';


--
-- Name: courses_image pgtrigger_update_update_0d1e4; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_update_update_0d1e4 AFTER UPDATE ON public.courses_image FOR EACH ROW WHEN ((((old.alt)::text IS DISTINCT FROM (new.alt)::text) OR (old.content IS DISTINCT FROM new.content) OR (old.course_id IS DISTINCT FROM new.course_id) OR (old.height IS DISTINCT FROM new.height) OR ((old.name)::text IS DISTINCT FROM (new.name)::text) OR (old.width IS DISTINCT FROM new.width))) EXECUTE FUNCTION public.pgtrigger_update_update_0d1e4();


--
-- Name: TRIGGER pgtrigger_update_update_0d1e4 ON courses_image; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_update_update_0d1e4 ON public.courses_image IS '23ee972da05db5c6dede0c9f29a88bb89ebc5afb';


--
-- Name: courses_course pgtrigger_update_update_160be; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_update_update_160be AFTER UPDATE ON public.courses_course FOR EACH ROW WHEN (((old.is_published IS DISTINCT FROM new.is_published) OR ((old.language)::text IS DISTINCT FROM (new.language)::text) OR ((old.slug)::text IS DISTINCT FROM (new.slug)::text) OR (old.summary IS DISTINCT FROM new.summary) OR ((old.title)::text IS DISTINCT FROM (new.title)::text))) EXECUTE FUNCTION public.pgtrigger_update_update_160be();


--
-- Name: TRIGGER pgtrigger_update_update_160be ON courses_course; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_update_update_160be ON public.courses_course IS 'd8b9bf0db6048193bcbf22ec9182e9ba3902e910';


--
-- Name: courses_lesson pgtrigger_update_update_41585; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_update_update_41585 AFTER UPDATE ON public.courses_lesson FOR EACH ROW WHEN (((old.body IS DISTINCT FROM new.body) OR (old.module_id IS DISTINCT FROM new.module_id) OR (old."position" IS DISTINCT FROM new."position") OR ((old.slug)::text IS DISTINCT FROM (new.slug)::text) OR ((old.title)::text IS DISTINCT FROM (new.title)::text))) EXECUTE FUNCTION public.pgtrigger_update_update_41585();


--
-- Name: TRIGGER pgtrigger_update_update_41585 ON courses_lesson; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_update_update_41585 ON public.courses_lesson IS '38812c6dd55812a553496a754049d1d02550d0dd';


--
-- Name: quizzes_option pgtrigger_update_update_460e6; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_update_update_460e6 AFTER UPDATE ON public.quizzes_option FOR EACH ROW WHEN (((old.explanation IS DISTINCT FROM new.explanation) OR (old.is_correct IS DISTINCT FROM new.is_correct) OR (old.lesson_id IS DISTINCT FROM new.lesson_id) OR (old."position" IS DISTINCT FROM new."position") OR (old.question_id IS DISTINCT FROM new.question_id) OR ((old.slug)::text IS DISTINCT FROM (new.slug)::text) OR (old.text IS DISTINCT FROM new.text))) EXECUTE FUNCTION public.pgtrigger_update_update_460e6();


--
-- Name: TRIGGER pgtrigger_update_update_460e6 ON quizzes_option; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_update_update_460e6 ON public.quizzes_option IS 'fab03e90c2d2b2dc81ae37526f237dadfd841d36';


--
-- Name: courses_selfdiagnosis pgtrigger_update_update_4bf18; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_update_update_4bf18 AFTER UPDATE ON public.courses_selfdiagnosis FOR EACH ROW WHEN (((old.after_id IS DISTINCT FROM new.after_id) OR (old.course_id IS DISTINCT FROM new.course_id) OR (old.intro IS DISTINCT FROM new.intro) OR ((old.slug)::text IS DISTINCT FROM (new.slug)::text) OR ((old.title)::text IS DISTINCT FROM (new.title)::text))) EXECUTE FUNCTION public.pgtrigger_update_update_4bf18();


--
-- Name: TRIGGER pgtrigger_update_update_4bf18 ON courses_selfdiagnosis; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_update_update_4bf18 ON public.courses_selfdiagnosis IS '382288c98c29e37b2b2f8069be28ddde89f9b558';


--
-- Name: quizzes_question pgtrigger_update_update_8088c; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_update_update_8088c AFTER UPDATE ON public.quizzes_question FOR EACH ROW WHEN (((old.is_draft IS DISTINCT FROM new.is_draft) OR (old.lesson_id IS DISTINCT FROM new.lesson_id) OR (old."position" IS DISTINCT FROM new."position") OR (old.quiz_id IS DISTINCT FROM new.quiz_id) OR (old.retired_at IS DISTINCT FROM new.retired_at) OR ((old.slug)::text IS DISTINCT FROM (new.slug)::text) OR (old.stem IS DISTINCT FROM new.stem) OR (old.tags IS DISTINCT FROM new.tags))) EXECUTE FUNCTION public.pgtrigger_update_update_8088c();


--
-- Name: TRIGGER pgtrigger_update_update_8088c ON quizzes_question; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_update_update_8088c ON public.quizzes_question IS '8ea44fbefbb53dd3d930693da18e6d486bff30b5';


--
-- Name: courses_level pgtrigger_update_update_a5c81; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_update_update_a5c81 AFTER UPDATE ON public.courses_level FOR EACH ROW WHEN (((old.can_do IS DISTINCT FROM new.can_do) OR ((old.name)::text IS DISTINCT FROM (new.name)::text) OR (old.question IS DISTINCT FROM new.question) OR (old.rank IS DISTINCT FROM new.rank) OR (old.read_next IS DISTINCT FROM new.read_next) OR (old.self_diagnosis_id IS DISTINCT FROM new.self_diagnosis_id))) EXECUTE FUNCTION public.pgtrigger_update_update_a5c81();


--
-- Name: TRIGGER pgtrigger_update_update_a5c81 ON courses_level; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_update_update_a5c81 ON public.courses_level IS 'ea9ce7848d2ce2a939464722cd8be8fdf8fe5608';


--
-- Name: courses_module pgtrigger_update_update_cb243; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_update_update_cb243 AFTER UPDATE ON public.courses_module FOR EACH ROW WHEN ((((old.as_of)::text IS DISTINCT FROM (new.as_of)::text) OR (old.course_id IS DISTINCT FROM new.course_id) OR (old.is_published IS DISTINCT FROM new.is_published) OR ((old.kind)::text IS DISTINCT FROM (new.kind)::text) OR ((old.label)::text IS DISTINCT FROM (new.label)::text) OR (old.lead IS DISTINCT FROM new.lead) OR (old."position" IS DISTINCT FROM new."position") OR (old.review_after IS DISTINCT FROM new.review_after) OR ((old.slug)::text IS DISTINCT FROM (new.slug)::text) OR ((old.title)::text IS DISTINCT FROM (new.title)::text))) EXECUTE FUNCTION public.pgtrigger_update_update_cb243();


--
-- Name: TRIGGER pgtrigger_update_update_cb243 ON courses_module; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_update_update_cb243 ON public.courses_module IS 'ae6743aaf142e9e0983ebad6eab8da889f1801a3';


--
-- Name: courses_glossaryterm pgtrigger_update_update_e85a4; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_update_update_e85a4 AFTER UPDATE ON public.courses_glossaryterm FOR EACH ROW WHEN (((old.course_id IS DISTINCT FROM new.course_id) OR (old.definition IS DISTINCT FROM new.definition) OR ((old.term)::text IS DISTINCT FROM (new.term)::text))) EXECUTE FUNCTION public.pgtrigger_update_update_e85a4();


--
-- Name: TRIGGER pgtrigger_update_update_e85a4 ON courses_glossaryterm; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_update_update_e85a4 ON public.courses_glossaryterm IS 'c507f95381fa78b5a3f84e9962fed959dec1802c';


--
-- Name: quizzes_questionversion pgtrigger_version_is_append_only_1a17f; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_version_is_append_only_1a17f BEFORE DELETE OR UPDATE ON public.quizzes_questionversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_version_is_append_only_1a17f();


--
-- Name: TRIGGER pgtrigger_version_is_append_only_1a17f ON quizzes_questionversion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_version_is_append_only_1a17f ON public.quizzes_questionversion IS '7b07bd4248328015fe72ffa10c4b9496920f8f07';


--
-- Name: courses_levelversion pgtrigger_version_is_append_only_47d54; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_version_is_append_only_47d54 BEFORE DELETE OR UPDATE ON public.courses_levelversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_version_is_append_only_47d54();


--
-- Name: TRIGGER pgtrigger_version_is_append_only_47d54 ON courses_levelversion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_version_is_append_only_47d54 ON public.courses_levelversion IS '2e6a750f79fa196e500d32370029dc0204e88799';


--
-- Name: courses_selfdiagnosisversion pgtrigger_version_is_append_only_534d1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_version_is_append_only_534d1 BEFORE DELETE OR UPDATE ON public.courses_selfdiagnosisversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_version_is_append_only_534d1();


--
-- Name: TRIGGER pgtrigger_version_is_append_only_534d1 ON courses_selfdiagnosisversion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_version_is_append_only_534d1 ON public.courses_selfdiagnosisversion IS '13de82d9250aec1875bb294dc7957dce51a2c472';


--
-- Name: courses_courseversion pgtrigger_version_is_append_only_848c1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_version_is_append_only_848c1 BEFORE DELETE OR UPDATE ON public.courses_courseversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_version_is_append_only_848c1();


--
-- Name: TRIGGER pgtrigger_version_is_append_only_848c1 ON courses_courseversion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_version_is_append_only_848c1 ON public.courses_courseversion IS '3d7cad84e20af31da6e40013fed96cee82114d4f';


--
-- Name: quizzes_quizversion pgtrigger_version_is_append_only_9ca93; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_version_is_append_only_9ca93 BEFORE DELETE OR UPDATE ON public.quizzes_quizversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_version_is_append_only_9ca93();


--
-- Name: TRIGGER pgtrigger_version_is_append_only_9ca93 ON quizzes_quizversion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_version_is_append_only_9ca93 ON public.quizzes_quizversion IS 'bbcdeaa17ab852bd259afbe32024d21d2a2da2b5';


--
-- Name: quizzes_optionversion pgtrigger_version_is_append_only_c0fe6; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_version_is_append_only_c0fe6 BEFORE DELETE OR UPDATE ON public.quizzes_optionversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_version_is_append_only_c0fe6();


--
-- Name: TRIGGER pgtrigger_version_is_append_only_c0fe6 ON quizzes_optionversion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_version_is_append_only_c0fe6 ON public.quizzes_optionversion IS 'f8186a0b9a6031d80f4e93b40bda4b0c532572fb';


--
-- Name: courses_lessonversion pgtrigger_version_is_append_only_ce724; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_version_is_append_only_ce724 BEFORE DELETE OR UPDATE ON public.courses_lessonversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_version_is_append_only_ce724();


--
-- Name: TRIGGER pgtrigger_version_is_append_only_ce724 ON courses_lessonversion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_version_is_append_only_ce724 ON public.courses_lessonversion IS 'dd93d049e47b1271cbd22772e6895739e9f7c64b';


--
-- Name: courses_glossarytermversion pgtrigger_version_is_append_only_def32; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_version_is_append_only_def32 BEFORE DELETE OR UPDATE ON public.courses_glossarytermversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_version_is_append_only_def32();


--
-- Name: TRIGGER pgtrigger_version_is_append_only_def32 ON courses_glossarytermversion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_version_is_append_only_def32 ON public.courses_glossarytermversion IS '7ac57a184b6be6febd837a754907292921e242fa';


--
-- Name: courses_moduleversion pgtrigger_version_is_append_only_ea6e9; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_version_is_append_only_ea6e9 BEFORE DELETE OR UPDATE ON public.courses_moduleversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_version_is_append_only_ea6e9();


--
-- Name: TRIGGER pgtrigger_version_is_append_only_ea6e9 ON courses_moduleversion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_version_is_append_only_ea6e9 ON public.courses_moduleversion IS '989ee6cea22d236616d0b65b2058c811987f32e9';


--
-- Name: courses_imageversion pgtrigger_version_is_append_only_eeca3; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_version_is_append_only_eeca3 BEFORE DELETE OR UPDATE ON public.courses_imageversion FOR EACH ROW EXECUTE FUNCTION public.pgtrigger_version_is_append_only_eeca3();


--
-- Name: TRIGGER pgtrigger_version_is_append_only_eeca3 ON courses_imageversion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_version_is_append_only_eeca3 ON public.courses_imageversion IS '2c3025729fedf6ab84aeb617e5f4e48de5377877';


--
-- Name: quizzes_questionversion pgtrigger_version_is_not_truncated_21ea4; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_version_is_not_truncated_21ea4 BEFORE TRUNCATE ON public.quizzes_questionversion FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_version_is_not_truncated_21ea4();


--
-- Name: TRIGGER pgtrigger_version_is_not_truncated_21ea4 ON quizzes_questionversion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_version_is_not_truncated_21ea4 ON public.quizzes_questionversion IS 'a4d6ce798f9eee950e02879fd92f1070aef6bd2b';


--
-- Name: courses_courseversion pgtrigger_version_is_not_truncated_6a556; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_version_is_not_truncated_6a556 BEFORE TRUNCATE ON public.courses_courseversion FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_version_is_not_truncated_6a556();


--
-- Name: TRIGGER pgtrigger_version_is_not_truncated_6a556 ON courses_courseversion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_version_is_not_truncated_6a556 ON public.courses_courseversion IS 'a12f91c422cb7bb6054e54a8d22c517d0e6de25e';


--
-- Name: quizzes_optionversion pgtrigger_version_is_not_truncated_71fe4; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_version_is_not_truncated_71fe4 BEFORE TRUNCATE ON public.quizzes_optionversion FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_version_is_not_truncated_71fe4();


--
-- Name: TRIGGER pgtrigger_version_is_not_truncated_71fe4 ON quizzes_optionversion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_version_is_not_truncated_71fe4 ON public.quizzes_optionversion IS 'f92b5f79a382a89cd7fd9123fd9c5cb10c7e639b';


--
-- Name: courses_selfdiagnosisversion pgtrigger_version_is_not_truncated_78838; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_version_is_not_truncated_78838 BEFORE TRUNCATE ON public.courses_selfdiagnosisversion FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_version_is_not_truncated_78838();


--
-- Name: TRIGGER pgtrigger_version_is_not_truncated_78838 ON courses_selfdiagnosisversion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_version_is_not_truncated_78838 ON public.courses_selfdiagnosisversion IS '77b96438263e5488c8c0289f72ebfb49e38726ee';


--
-- Name: courses_imageversion pgtrigger_version_is_not_truncated_81712; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_version_is_not_truncated_81712 BEFORE TRUNCATE ON public.courses_imageversion FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_version_is_not_truncated_81712();


--
-- Name: TRIGGER pgtrigger_version_is_not_truncated_81712 ON courses_imageversion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_version_is_not_truncated_81712 ON public.courses_imageversion IS '6cf28da20cd6d76bb496a8d0399b2f1f1f2e2e2c';


--
-- Name: courses_moduleversion pgtrigger_version_is_not_truncated_85e36; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_version_is_not_truncated_85e36 BEFORE TRUNCATE ON public.courses_moduleversion FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_version_is_not_truncated_85e36();


--
-- Name: TRIGGER pgtrigger_version_is_not_truncated_85e36 ON courses_moduleversion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_version_is_not_truncated_85e36 ON public.courses_moduleversion IS 'dca0eeada728e20006f21b1fb6d66a0e7676b33b';


--
-- Name: quizzes_quizversion pgtrigger_version_is_not_truncated_a2556; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_version_is_not_truncated_a2556 BEFORE TRUNCATE ON public.quizzes_quizversion FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_version_is_not_truncated_a2556();


--
-- Name: TRIGGER pgtrigger_version_is_not_truncated_a2556 ON quizzes_quizversion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_version_is_not_truncated_a2556 ON public.quizzes_quizversion IS 'e074b3fa8acbb829efd1b47759a88b4e1a8302d1';


--
-- Name: courses_lessonversion pgtrigger_version_is_not_truncated_a4ceb; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_version_is_not_truncated_a4ceb BEFORE TRUNCATE ON public.courses_lessonversion FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_version_is_not_truncated_a4ceb();


--
-- Name: TRIGGER pgtrigger_version_is_not_truncated_a4ceb ON courses_lessonversion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_version_is_not_truncated_a4ceb ON public.courses_lessonversion IS 'c57099d90c8c5c63c8d68f7c865cc470f3cfa984';


--
-- Name: courses_levelversion pgtrigger_version_is_not_truncated_bbd13; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_version_is_not_truncated_bbd13 BEFORE TRUNCATE ON public.courses_levelversion FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_version_is_not_truncated_bbd13();


--
-- Name: TRIGGER pgtrigger_version_is_not_truncated_bbd13 ON courses_levelversion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_version_is_not_truncated_bbd13 ON public.courses_levelversion IS '00256a46813505b2934fa4dec5ca47dfdf6748b6';


--
-- Name: courses_glossarytermversion pgtrigger_version_is_not_truncated_e5252; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER pgtrigger_version_is_not_truncated_e5252 BEFORE TRUNCATE ON public.courses_glossarytermversion FOR EACH STATEMENT EXECUTE FUNCTION public.pgtrigger_version_is_not_truncated_e5252();


--
-- Name: TRIGGER pgtrigger_version_is_not_truncated_e5252 ON courses_glossarytermversion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TRIGGER pgtrigger_version_is_not_truncated_e5252 ON public.courses_glossarytermversion IS '3492b99de1e556197c62cca478ddcf37034098fc';


--
-- Name: accounts_user_groups accounts_user_groups_group_id_bd11a704_fk_auth_group_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_group_id_bd11a704_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_user_groups accounts_user_groups_user_id_52b62117_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_user_groups
    ADD CONSTRAINT accounts_user_groups_user_id_52b62117_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_user_user_permissions accounts_user_user_p_permission_id_113bb443_fk_auth_perm; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_p_permission_id_113bb443_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: accounts_user_user_permissions accounts_user_user_p_user_id_e4f0a161_fk_accounts_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.accounts_user_user_permissions
    ADD CONSTRAINT accounts_user_user_p_user_id_e4f0a161_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_group_permissions auth_group_permissio_permission_id_84c5c92e_fk_auth_perm; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_group_permissions auth_group_permissions_group_id_b120cbf9_fk_auth_group_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: auth_permission auth_permission_content_type_id_2f476e4b_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: axes_accessattemptexpiration axes_accessattemptex_access_attempt_id_6b73a47a_fk_axes_acce; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.axes_accessattemptexpiration
    ADD CONSTRAINT axes_accessattemptex_access_attempt_id_6b73a47a_fk_axes_acce FOREIGN KEY (access_attempt_id) REFERENCES public.axes_accessattempt(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: courses_cohort courses_cohort_course_id_c547fcc4_fk_courses_course_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_cohort
    ADD CONSTRAINT courses_cohort_course_id_c547fcc4_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: courses_cohort_facilitators courses_cohort_facil_cohort_id_d5094eff_fk_courses_c; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_cohort_facilitators
    ADD CONSTRAINT courses_cohort_facil_cohort_id_d5094eff_fk_courses_c FOREIGN KEY (cohort_id) REFERENCES public.courses_cohort(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: courses_cohort_facilitators courses_cohort_facil_user_id_6ac34d7c_fk_accounts_; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_cohort_facilitators
    ADD CONSTRAINT courses_cohort_facil_user_id_6ac34d7c_fk_accounts_ FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: courses_coursefiles courses_coursefiles_course_id_4edd1443_fk_courses_course_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_coursefiles
    ADD CONSTRAINT courses_coursefiles_course_id_4edd1443_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: courses_enrolment courses_enrolment_cohort_id_e179e6d2_fk_courses_cohort_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_enrolment
    ADD CONSTRAINT courses_enrolment_cohort_id_e179e6d2_fk_courses_cohort_id FOREIGN KEY (cohort_id) REFERENCES public.courses_cohort(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: courses_enrolment courses_enrolment_learner_id_3bcb0f54_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_enrolment
    ADD CONSTRAINT courses_enrolment_learner_id_3bcb0f54_fk_accounts_user_id FOREIGN KEY (learner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: courses_glossaryterm courses_glossaryterm_course_id_e2eea6c0_fk_courses_course_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_glossaryterm
    ADD CONSTRAINT courses_glossaryterm_course_id_e2eea6c0_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: courses_image courses_image_course_id_98cea81c_fk_courses_course_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_image
    ADD CONSTRAINT courses_image_course_id_98cea81c_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: courses_lesson courses_lesson_module_id_41252914_fk_courses_module_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_lesson
    ADD CONSTRAINT courses_lesson_module_id_41252914_fk_courses_module_id FOREIGN KEY (module_id) REFERENCES public.courses_module(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: courses_level courses_level_self_diagnosis_id_4c44886b_fk_courses_s; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_level
    ADD CONSTRAINT courses_level_self_diagnosis_id_4c44886b_fk_courses_s FOREIGN KEY (self_diagnosis_id) REFERENCES public.courses_selfdiagnosis(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: courses_module courses_module_course_id_7d4820de_fk_courses_course_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_module
    ADD CONSTRAINT courses_module_course_id_7d4820de_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: courses_rosterimport courses_rosterimport_cohort_id_ad270d74_fk_courses_cohort_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_rosterimport
    ADD CONSTRAINT courses_rosterimport_cohort_id_ad270d74_fk_courses_cohort_id FOREIGN KEY (cohort_id) REFERENCES public.courses_cohort(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: courses_rosterimport courses_rosterimport_made_by_id_d6a70b2a_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_rosterimport
    ADD CONSTRAINT courses_rosterimport_made_by_id_d6a70b2a_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: courses_selfdiagnosis courses_selfdiagnosis_after_id_8188c107_fk_courses_module_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_selfdiagnosis
    ADD CONSTRAINT courses_selfdiagnosis_after_id_8188c107_fk_courses_module_id FOREIGN KEY (after_id) REFERENCES public.courses_module(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: courses_selfdiagnosis courses_selfdiagnosis_course_id_9d972ff7_fk_courses_course_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.courses_selfdiagnosis
    ADD CONSTRAINT courses_selfdiagnosis_course_id_9d972ff7_fk_courses_course_id FOREIGN KEY (course_id) REFERENCES public.courses_course(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: django_admin_log django_admin_log_content_type_id_c4bce8eb_fk_django_co; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_content_type_id_c4bce8eb_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: django_admin_log django_admin_log_user_id_c564eba6_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.django_admin_log
    ADD CONSTRAINT django_admin_log_user_id_c564eba6_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: progress_diagnosis progress_diagnosis_learner_id_d3757a1f_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_diagnosis
    ADD CONSTRAINT progress_diagnosis_learner_id_d3757a1f_fk_accounts_user_id FOREIGN KEY (learner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: progress_diagnosis progress_diagnosis_self_diagnosis_id_104b5285_fk_courses_s; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_diagnosis
    ADD CONSTRAINT progress_diagnosis_self_diagnosis_id_104b5285_fk_courses_s FOREIGN KEY (self_diagnosis_id) REFERENCES public.courses_selfdiagnosis(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: progress_diagnosisdraft progress_diagnosisdr_self_diagnosis_id_4b1f09a7_fk_courses_s; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_diagnosisdraft
    ADD CONSTRAINT progress_diagnosisdr_self_diagnosis_id_4b1f09a7_fk_courses_s FOREIGN KEY (self_diagnosis_id) REFERENCES public.courses_selfdiagnosis(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: progress_diagnosisdraft progress_diagnosisdraft_learner_id_3e41c50b_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_diagnosisdraft
    ADD CONSTRAINT progress_diagnosisdraft_learner_id_3e41c50b_fk_accounts_user_id FOREIGN KEY (learner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: progress_lessonread progress_lessonread_learner_id_dd08d4c6_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_lessonread
    ADD CONSTRAINT progress_lessonread_learner_id_dd08d4c6_fk_accounts_user_id FOREIGN KEY (learner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: progress_lessonread progress_lessonread_lesson_id_5375ca2c_fk_courses_lesson_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_lessonread
    ADD CONSTRAINT progress_lessonread_lesson_id_5375ca2c_fk_courses_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.courses_lesson(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: progress_lessonvisit progress_lessonvisit_learner_id_fb83aeb2_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_lessonvisit
    ADD CONSTRAINT progress_lessonvisit_learner_id_fb83aeb2_fk_accounts_user_id FOREIGN KEY (learner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: progress_lessonvisit progress_lessonvisit_lesson_id_73c37db9_fk_courses_lesson_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_lessonvisit
    ADD CONSTRAINT progress_lessonvisit_lesson_id_73c37db9_fk_courses_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.courses_lesson(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: progress_rating progress_rating_diagnosis_id_45ce5acc_fk_progress_diagnosis_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_rating
    ADD CONSTRAINT progress_rating_diagnosis_id_45ce5acc_fk_progress_diagnosis_id FOREIGN KEY (diagnosis_id) REFERENCES public.progress_diagnosis(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: progress_rating progress_rating_level_id_295b44bd_fk_courses_level_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_rating
    ADD CONSTRAINT progress_rating_level_id_295b44bd_fk_courses_level_id FOREIGN KEY (level_id) REFERENCES public.courses_level(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: progress_seenanswers progress_seenanswers_learner_id_7e96f271_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_seenanswers
    ADD CONSTRAINT progress_seenanswers_learner_id_7e96f271_fk_accounts_user_id FOREIGN KEY (learner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: progress_seenanswers progress_seenanswers_viewer_id_5e3f38d2_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.progress_seenanswers
    ADD CONSTRAINT progress_seenanswers_viewer_id_5e3f38d2_fk_accounts_user_id FOREIGN KEY (viewer_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: quizzes_answer quizzes_answer_attempt_id_edb0a031_fk_quizzes_attempt_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_answer
    ADD CONSTRAINT quizzes_answer_attempt_id_edb0a031_fk_quizzes_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.quizzes_attempt(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: quizzes_answer quizzes_answer_option_id_9e22329b_fk_quizzes_option_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_answer
    ADD CONSTRAINT quizzes_answer_option_id_9e22329b_fk_quizzes_option_id FOREIGN KEY (option_id) REFERENCES public.quizzes_option(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: quizzes_answer quizzes_answer_question_id_7e471477_fk_quizzes_question_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_answer
    ADD CONSTRAINT quizzes_answer_question_id_7e471477_fk_quizzes_question_id FOREIGN KEY (question_id) REFERENCES public.quizzes_question(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: quizzes_askedquestion quizzes_askedquestio_question_id_25e4167c_fk_quizzes_q; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_askedquestion
    ADD CONSTRAINT quizzes_askedquestio_question_id_25e4167c_fk_quizzes_q FOREIGN KEY (question_id) REFERENCES public.quizzes_question(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: quizzes_askedquestion quizzes_askedquestion_attempt_id_01a94400_fk_quizzes_attempt_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_askedquestion
    ADD CONSTRAINT quizzes_askedquestion_attempt_id_01a94400_fk_quizzes_attempt_id FOREIGN KEY (attempt_id) REFERENCES public.quizzes_attempt(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: quizzes_attempt quizzes_attempt_learner_id_76b094d7_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_attempt
    ADD CONSTRAINT quizzes_attempt_learner_id_76b094d7_fk_accounts_user_id FOREIGN KEY (learner_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: quizzes_attempt quizzes_attempt_quiz_id_5dc3f292_fk_quizzes_quiz_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_attempt
    ADD CONSTRAINT quizzes_attempt_quiz_id_5dc3f292_fk_quizzes_quiz_id FOREIGN KEY (quiz_id) REFERENCES public.quizzes_quiz(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: quizzes_bankupload quizzes_bankupload_made_by_id_4e54b27c_fk_accounts_user_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_bankupload
    ADD CONSTRAINT quizzes_bankupload_made_by_id_4e54b27c_fk_accounts_user_id FOREIGN KEY (made_by_id) REFERENCES public.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: quizzes_bankupload quizzes_bankupload_quiz_id_6c9a2ffb_fk_quizzes_quiz_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_bankupload
    ADD CONSTRAINT quizzes_bankupload_quiz_id_6c9a2ffb_fk_quizzes_quiz_id FOREIGN KEY (quiz_id) REFERENCES public.quizzes_quiz(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: quizzes_option quizzes_option_lesson_id_254b7448_fk_courses_lesson_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_option
    ADD CONSTRAINT quizzes_option_lesson_id_254b7448_fk_courses_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.courses_lesson(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: quizzes_option quizzes_option_question_id_6a357926_fk_quizzes_question_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_option
    ADD CONSTRAINT quizzes_option_question_id_6a357926_fk_quizzes_question_id FOREIGN KEY (question_id) REFERENCES public.quizzes_question(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: quizzes_question quizzes_question_lesson_id_26f6c0bb_fk_courses_lesson_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_question
    ADD CONSTRAINT quizzes_question_lesson_id_26f6c0bb_fk_courses_lesson_id FOREIGN KEY (lesson_id) REFERENCES public.courses_lesson(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: quizzes_question quizzes_question_quiz_id_70961654_fk_quizzes_quiz_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_question
    ADD CONSTRAINT quizzes_question_quiz_id_70961654_fk_quizzes_quiz_id FOREIGN KEY (quiz_id) REFERENCES public.quizzes_quiz(id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: quizzes_quiz quizzes_quiz_module_id_20aeab10_fk_courses_module_id; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.quizzes_quiz
    ADD CONSTRAINT quizzes_quiz_module_id_20aeab10_fk_courses_module_id FOREIGN KEY (module_id) REFERENCES public.courses_module(id) DEFERRABLE INITIALLY DEFERRED;


--
-- PostgreSQL database dump complete
--


