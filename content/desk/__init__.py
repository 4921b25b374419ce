"""What staff work with at the desk, and no reader meets: drafts, the editor, differences, pictures, the front page, mails."""
