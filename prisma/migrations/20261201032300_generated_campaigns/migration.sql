-- AlterTable
ALTER TABLE "campaigns" ADD COLUMN     "generated" BOOLEAN NOT NULL DEFAULT false;
